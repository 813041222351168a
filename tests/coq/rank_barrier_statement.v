(* The rank barrier in MathComp's words alone: if this compiles, no definition of rank_barrier.v changes its meaning. *)
Set Warnings "-notation-overridden,-ambiguous-paths".
From mathcomp Require Import all_ssreflect all_fingroup all_algebra.
From Rankcert Require rank_barrier.
Import GRing.Theory.
Local Open Scope ring_scope.

(* P is a law on W with rational weights; given the keys K, the choices sel are independent with law p (K w). *)
Theorem rank_barrier_over_the_rationals n (W U : finType) (P : W -> rat) (K : W -> U)
    (sel : W -> {ffun 'I_n -> 'I_n}) (p : U -> 'I_n -> rat) :
  (forall w, 0 <= P w) -> \sum_w P w = 1 ->
  (forall k j, 0 <= p k j) -> (forall k, \sum_j p k j = 1) ->
  (forall k s, \sum_(w | (K w == k) && (sel w == s)) P w = (\sum_(w | K w == k) P w) * \prod_i p k (s i)) ->
  \sum_w P w * (\rank (\matrix_(i < n, j < n) (sel w i == j)%:R : 'M[rat]_n))%:R
    <= n%:R * (1 - (1 - n%:R^-1) ^+ n).
Proof.
by move=> P0 P1 p0 p1 given; apply: (@rank_barrier.rank_barrier _ _ _ _ _ _ P K sel) => //; exists p.
Qed.

(* At n = 2 the bound is 3/2, the mean rank of two fair coins (rank 1 or 2 with probability 1/2 each). *)
Example bound_at_two : 2%:R * (1 - (1 - 2%:R^-1) ^+ 2) = 3%:R / 2%:R :> rat.
Proof. by apply/eqP. Qed.

Print Assumptions rank_barrier_over_the_rationals.
