(* The rank barrier of hardmax attention, proved whole: the claim rank-barrier, assertion mean-rank. Lemmas and theorems
   are numbered as in proofs-notes/rank-barrier.md.

   Proved, without axioms and without numerical computation:
   - rank_hardmax (Lemma 1): the rank of a hardmax matrix is the number of distinct keys selected;
   - gram_hardmax, char_poly_gram (Theorem 2): A^T A is the diagonal matrix of the column counts, so its eigenvalues
     with multiplicities, the squares of the singular values of A, are the column counts;
   - mean_rank_given_keys, rank_barrier_given_keys (Theorem 3): if each row selects independently by the law p, the mean
     rank is sum_j (1-(1-p_j)^n), which is at most n(1-(1-1/n)^n);
   - rank_barrier (Theorem 4): E rank <= n(1-(1-1/n)^n) if, given the keys, the rows select independently by one law;
     nothing is assumed about the keys. rank_barrier_exchangeable says it for choices with exchangeable columns,
     rank_barrier_attention for independent queries and a selection rule (Lemma 5), rank_barrier_any_keys for keys of
     any law, discrete or not;
   - rank_barrier_sharp: uniform choices reach the bound; exchangeable_not_enough: a law with exchangeable columns but
     dependent rows exceeds it.
   Theorems 3 and 4 are proved for m queries and n keys, with the bound n(1-(1-1/n)^m); the claim is m = n.

   Setting: probabilities are in any ordered field R, ranks over any field F. Laws are finite, weights on a finite set
   that are nonnegative and sum to 1. What the program samples is of this kind: float32 keys and queries take finitely
   many values, and its rule is the smallest index among the maximal scores.

   Not proved here: that the rows of Q are independent, in a model or in the program; anything of measure theory. For
   Gaussian queries p_j is the probability, given K, that a query selects key j; that independent queries make the
   choices follow `product`, and that E rank is the mean over K of the mean given K, are left to the reader. Not here
   either: the comparison with (1-1/e) n in Theorem 4, and Lemmas 6 to 10, on floating point and integer scores.

   Coq 8.16, MathComp 1.15 (ssreflect, fingroup, algebra). To check it: coqc rank_barrier.v *)

Set Warnings "-notation-overridden,-ambiguous-paths".  (* of MathComp's own files *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section HardmaxMatrix.
Variables (F : fieldType) (m n : nat).
Implicit Types (sel : 'I_m -> 'I_n) (A : 'M[F]_(m, n)).

(* Row i has its 1 in the column of the key that query i selects. *)
Definition hardmax sel : 'M[F]_(m, n) := \matrix_(i, j) (sel i == j)%:R.
Definition selected sel : {set 'I_n} := [set sel i | i : 'I_m].
Definition column_count sel j : nat := #|[set i | sel i == j]|.

(* Every 0-1 matrix with exactly one 1 in each row, as Lemma 1 and Theorem 2 have it, is of this form. *)
Lemma one_per_row A :
  (forall i j, A i j = 0 \/ A i j = 1) -> (forall i, exists! j, A i j = 1) -> exists sel, A = hardmax sel.
Proof.
move=> bits one; have /fin_all_exists[sel selP] : forall i, exists j, A i j = 1 /\ forall k, A i k = 1 -> j = k.
  by move=> i; have [j] := one i; exists j.
exists sel; apply/matrixP=> i j; rewrite mxE; have [Aij uniq] := selP i.
case: eqP => [<- //|neq]; case: (bits i j) => // /uniq e; by case: neq.
Qed.

(* Lemma 1. A = A1 A2: A1, the selected columns, has full column rank; A2, which puts them in place, full row rank. *)
Theorem rank_hardmax sel : \rank (hardmax sel) = #|selected sel|.
Proof.
pose r := #|selected sel|; pose key (k : 'I_r) : 'I_n := enum_val k.
pose A1 : 'M[F]_(m, r) := \matrix_(i, k) (sel i == key k)%:R.
pose A2 : 'M[F]_(r, n) := \matrix_(k, j) (key k == j)%:R.
have hit k : {i | sel i == key k}.
  by apply/sigW; have /imsetP[i _ e] : key k \in selected sel := enum_valP k; exists i; rewrite e.
pose L : 'M[F]_(r, m) := \matrix_(k, i) (i == sval (hit k))%:R.
have eqA : hardmax sel = A1 *m A2.
  apply/matrixP=> i j; rewrite !mxE.
  have [k e] : exists k, sel i = key k.
    have seli : sel i \in selected sel by apply: imset_f.
    by exists (enum_rank_in seli (sel i)); rewrite /key enum_rankK_in.
  rewrite (bigD1 k) //= !mxE e eqxx mul1r big1 ?addr0 // => l neq.
  by rewrite !mxE e (inj_eq enum_val_inj) eq_sym (negPf neq) mul0r.
have freeA2 : row_free A2.
  apply/row_freeP; exists A2^T; apply/matrixP=> k l; rewrite !mxE (bigD1 (key k)) //= !mxE eqxx mul1r.
  rewrite big1 ?addr0 => [|j]; last by rewrite !mxE eq_sym => /negPf->; rewrite mul0r.
  by rewrite eq_sym (inj_eq enum_val_inj).
have fullA1 : row_full A1.
  apply/row_fullP; exists L; apply/matrixP=> k l; rewrite !mxE (bigD1 (sval (hit k))) //= !mxE eqxx mul1r.
  rewrite big1 ?addr0 => [|i]; last by rewrite !mxE => /negPf->; rewrite mul0r.
  by rewrite (eqP (svalP (hit k))) (inj_eq enum_val_inj).
by rewrite eqA mxrankMfree //; apply/eqP.
Qed.

(* Theorem 2. *)
Theorem gram_hardmax sel : (hardmax sel)^T *m hardmax sel = diag_mx (\row_j (column_count sel j)%:R).
Proof.
apply/matrixP=> j k; rewrite !mxE.
have [<-|neq] := eqVneq j k; last first.
  by rewrite big1 // => i _; rewrite !mxE; case: eqP => [->|_]; rewrite ?mul0r // (negPf neq) mulr0.
rewrite mulr1n /column_count -sum1_card natr_sum [RHS]big_mkcond; apply: eq_bigr => i _.
by rewrite !mxE inE; case: eqP; rewrite ?mulr1 ?mulr0.
Qed.

(* Theorem 2, the eigenvalues of A^T A. *)
Theorem char_poly_gram sel :
  char_poly ((hardmax sel)^T *m hardmax sel) = \prod_j ('X - ((column_count sel j)%:R)%:P).
Proof.
rewrite gram_hardmax char_poly_trig ?diag_mx_is_trig //.
by apply: eq_bigr => j _; rewrite !mxE eqxx mulr1n.
Qed.

End HardmaxMatrix.

Section FiniteLaws.
Variable R : realFieldType.

Definition is_law (T : finType) (p : T -> R) := (forall x, 0 <= p x) /\ \sum_x p x = 1.
Definition mean (T : finType) (P X : T -> R) : R := \sum_w P w * X w.
Definition prob (T : finType) (P : T -> R) (B : pred T) : R := \sum_(w | B w) P w.

(* The law of m independent values, each of law p. *)
Definition product m (T : finType) (p : T -> R) (s : {ffun 'I_m -> T}) : R := \prod_i p (s i).

Definition barrier (n m : nat) : R := n%:R * (1 - (1 - n%:R^-1) ^+ m).

Lemma product_is_law m (T : finType) (p : T -> R) : is_law p -> is_law (product (m := m) p).
Proof.
case=> p0 p1; split=> [s|]; first exact: prodr_ge0.
by rewrite -(bigA_distr_bigA (fun _ x => p x)); apply: big1 => i _; exact: p1.
Qed.

(* Theorem 3: the chance (1-p_j)^m that no row selects key j. *)
Lemma prob_missed m n (p : 'I_n -> R) j : is_law p ->
  prob (product p) [pred s : {ffun 'I_m -> 'I_n} | j \notin selected s] = (1 - p j) ^+ m.
Proof.
case=> _ p1; transitivity (\sum_(s in ffun_on (predC1 j)) product (m := m) p s).
  apply: eq_bigl => s; apply/idP/ffun_onP => [miss i|miss].
    by apply: contraNneq miss => <-; apply: imset_f.
  by apply/imsetP => -[i _ e]; have := miss i; rewrite e !inE eqxx.
rewrite -(bigA_distr_big _ (fun _ => p)) prodr_const card_ord; congr (_ ^+ m).
by rewrite -p1 [in RHS](bigD1 j) //= addrC addKr.
Qed.

(* The tangent of x^(m+1) at y lies below: what is needed of concavity in Theorem 3. *)
Lemma tangent m (x y : R) : 0 <= x -> 0 <= y -> y ^+ m.+1 + m.+1%:R * y ^+ m * (x - y) <= x ^+ m.+1.
Proof.
move=> x0 y0; elim: m => [|m IH]; first by rewrite !expr1 expr0 !mul1r addrC subrK.
rewrite [leRHS]exprS; apply: le_trans (ler_wpmul2l x0 IH); rewrite -subr_ge0.
suff -> : x * (y ^+ m.+1 + m.+1%:R * y ^+ m * (x - y)) - (y ^+ m.+2 + m.+2%:R * y ^+ m.+1 * (x - y))
   = m.+1%:R * y ^+ m * (x - y) ^+ 2.
  by rewrite mulr_ge0 ?sqr_ge0 // mulr_ge0 ?ler0n ?exprn_ge0.
have -> : m.+2%:R * y ^+ m.+1 = y ^+ m.+1 + y * (m.+1%:R * y ^+ m).
  by rewrite mulrS mulrDl mul1r; congr (_ + _); rewrite exprS mulrCA.
rewrite (exprS y m.+1); move: (y ^+ m.+1) (_ * y ^+ m) => v t.
rewrite mulrDr mulrDl opprD addrACA -mulrBl opprD addrA [_ * v]mulrC.
by rewrite addrACA subrr add0r -[y * t * _]mulrA -mulrBl expr2 mulrCA.
Qed.

(* Theorem 3, Jensen's inequality: the tangents at 1 - 1/n, summed; their slopes cancel as the p_j sum to 1. *)
Lemma jensen m n (p : 'I_n -> R) : is_law p -> \sum_j (1 - (1 - p j) ^+ m) <= barrier n m.
Proof.
case: n p => [|n] p [p0 p1]; first by rewrite big_ord0 /barrier mul0r.
case: m => [|m]; first by rewrite big1 => [|j _]; rewrite /barrier ?expr0 subrr ?mulr0.
set y : R := 1 - n.+1%:R^-1; have n0 : n.+1%:R != 0 :> R by rewrite pnatr_eq0.
have y0 : 0 <= y by rewrite subr_ge0 invf_le1 ?ler1n ?ltr0n.
have term j : 1 - (1 - p j) ^+ m.+1 <= 1 - y ^+ m.+1 - m.+1%:R * y ^+ m * (n.+1%:R^-1 - p j).
  have pj1 : 0 <= 1 - p j by rewrite subr_ge0 -p1 (bigD1 j) //= ler_addl sumr_ge0.
  rewrite -addrA -opprD ler_add2l ler_opp2.
  have -> : n.+1%:R^-1 - p j = 1 - p j - y by rewrite opprB [RHS]addrC addrA subrK.
  exact: tangent.
apply: le_trans (ler_sum _ (fun j _ => term j)) _.
rewrite big_split /= sumr_const card_ord -/y sumrN -mulr_sumr big_split /= sumr_const card_ord sumrN p1.
by rewrite -[_^-1 *+ _]mulr_natl divff // subrr mulr0 subr0 /barrier mulr_natl.
Qed.

Section MeanRank.
Variables (F : fieldType) (m n : nat).
Notation choice := {ffun 'I_m -> 'I_n}.

Definition rank_of (s : choice) : R := (\rank (hardmax F s))%:R.

(* Theorem 3, the equality. *)
Theorem mean_rank_given_keys (p : 'I_n -> R) :
  is_law p -> mean (product p) rank_of = \sum_j (1 - (1 - p j) ^+ m).
Proof.
move=> lawp; have [_ total] := product_is_law m lawp.
transitivity (\sum_j \sum_(s : choice | j \in selected s) product p s).
  rewrite (exchange_big_dep predT) //=; apply: eq_bigr => s _.
  by rewrite /rank_of rank_hardmax sumr_const mulr_natr.
apply: eq_bigr => j _; rewrite -(prob_missed _ _ lawp) -total /prob.
by rewrite [in RHS](bigID (fun s : choice => j \in selected s)) /= addrK.
Qed.

(* Theorem 3. *)
Theorem rank_barrier_given_keys (p : 'I_n -> R) : is_law p -> mean (product p) rank_of <= barrier n m.
Proof. by move=> lawp; rewrite mean_rank_given_keys ?jensen. Qed.

End MeanRank.

(* On a finite probability space with weights P: given K, the m values of X are independent with one law p. *)
Definition iid_given m (W U T : finType) (P : W -> R) (K : W -> U) (X : W -> {ffun 'I_m -> T}) :=
  exists2 p : U -> T -> R, forall k, is_law (p k) &
    forall k s, prob P [pred w | K w == k & X w == s] = prob P [pred w | K w == k] * product (p k) s.

(* Given K, the values of a rule that is the same for every row are independent with one law if its arguments are. *)
Lemma iid_rule m (W U T S : finType) (P : W -> R) (K : W -> U) (X : W -> {ffun 'I_m -> T}) (rule : U -> T -> S) :
  iid_given P K X -> iid_given P K (fun w => [ffun i => rule (K w) (X w i)]).
Proof.
case=> p lawp indep; exists (fun k j => \sum_(x | rule k x == j) p k x) => [k|k s].
  have [p0 p1] := lawp k; split=> [j|]; first exact: sumr_ge0.
  by rewrite -p1 (partition_big (rule k) predT).
pose fits := family (fun i => [pred x | rule k x == s i]).
rewrite /product bigA_distr_big_dep mulr_sumr /= [RHS](_ : _ = \sum_(x in fits) prob P [pred w | K w == k & X w == x]).
  rewrite /prob (eq_bigl (fun w => (K w == k) && (X w \in fits))) => [|w].
    rewrite (partition_big X (mem fits)) => [|w /andP[]] //=; apply: eq_bigr => x xfits; apply: eq_bigl => w.
    by case: (X w =P x) => [->|_]; rewrite ?xfits ?andbF ?andbT.
  apply: andb_id2l => /eqP->; apply/eqP/familyP => [<- i|e]; first by rewrite inE ffunE.
  by apply/ffunP=> i; rewrite ffunE; apply/eqP/e.
by apply: eq_bigr => x _; rewrite indep.
Qed.

(* Theorem 4. *)
Theorem rank_barrier (F : fieldType) m n (W U : finType) (P : W -> R) (K : W -> U) (sel : W -> {ffun 'I_m -> 'I_n}) :
  is_law P -> iid_given P K sel -> mean P (fun w => rank_of F (sel w)) <= barrier n m.
Proof.
case=> P0 P1 [p lawp indep].
have -> : mean P (fun w => rank_of F (sel w)) =
    \sum_k prob P [pred w | K w == k] * mean (product (p k)) (@rank_of F m n).
  rewrite /mean (partition_big K predT) //=; apply: eq_bigr => k _.
  rewrite (partition_big sel predT) //= mulr_sumr; apply: eq_bigr => s _.
  by rewrite mulrA -indep mulr_suml; apply: eq_bigr => w /andP[_ /eqP->].
have mu1 : \sum_k prob P [pred w | K w == k] = 1 by rewrite -P1 [RHS](partition_big K predT).
rewrite -[leRHS]mul1r -[X in X * barrier n m]mu1 mulr_suml.
by apply: ler_sum => k _; apply: ler_wpmul2l; [apply: sumr_ge0 | apply: rank_barrier_given_keys].
Qed.

(* Lemma 5 and Theorem 4 as attention has it: queries q w i, independent with one law given the keys K w, and any rule
   that selects a key for a query, such as the smallest index of a maximal score. *)
Corollary rank_barrier_attention (F : fieldType) n (W U T : finType) (P : W -> R) (K : W -> U)
    (q : W -> {ffun 'I_n -> T}) (rule : U -> T -> 'I_n) :
  is_law P -> iid_given P K q ->
  mean P (fun w => (\rank (hardmax F (fun i => rule (K w) (q w i))))%:R) <= n%:R * (1 - (1 - n%:R^-1) ^+ n).
Proof.
move=> lawP indep; apply: le_trans (rank_barrier F lawP (iid_rule rule indep)).
by apply: ler_sum => w _; rewrite /rank_of !rank_hardmax /selected (eq_imset _ (ffunE _)).
Qed.

(* Renaming the keys by any permutation leaves the law of the choices as it is. *)
Definition exchangeable_columns m n (W : finType) (P : W -> R) (sel : W -> {ffun 'I_m -> 'I_n}) :=
  forall (g : 'S_n) s, prob P [pred w | sel w == s] = prob P [pred w | sel w == [ffun i => g (s i)]].

(* Theorem 4 in the usual words. Exchangeability is not used: the sum of the p_j, which is 1, takes its place. *)
Corollary rank_barrier_exchangeable (F : fieldType) n (W U : finType) (P : W -> R) (K : W -> U)
    (sel : W -> {ffun 'I_n -> 'I_n}) :
  is_law P -> iid_given P K sel -> exchangeable_columns P sel ->
  mean P (fun w => (\rank (hardmax F (sel w)))%:R) <= n%:R * (1 - (1 - n%:R^-1) ^+ n).
Proof. by move=> lawP indep _; exact: (rank_barrier F lawP indep). Qed.

(* Theorem 4 for keys in any set U, such as real matrices. Of the mean E over the keys it is used that f between 0 and
   c has E f at most c: so has every expectation, extended to the f that are not measurable by the upper integral. *)
Theorem rank_barrier_any_keys (F : fieldType) m n (U : Type) (E : (U -> R) -> R) (p : U -> 'I_n -> R) :
  (forall f c, (forall k, 0 <= f k <= c) -> E f <= c) -> (forall k, is_law (p k)) ->
  E (fun k => mean (product (p k)) (@rank_of F m n)) <= barrier n m.
Proof.
move=> bounded lawp; apply: bounded => k; rewrite rank_barrier_given_keys // andbT.
by apply: sumr_ge0 => s _; rewrite mulr_ge0 ?ler0n // (product_is_law m (lawp k)).1.
Qed.

(* Uniform choices, n >= 1: they meet the hypotheses and reach the bound. *)
Theorem rank_barrier_sharp (F : fieldType) m n (P := product (m := m) (fun _ : 'I_n.+1 => n.+1%:R^-1)) :
  [/\ is_law P, iid_given P (fun=> tt) id, exchangeable_columns P id &
      mean P (@rank_of F m n.+1) = barrier n.+1 m].
Proof.
have unif : is_law (fun _ : 'I_n.+1 => n.+1%:R^-1 : R).
  by split=> [j|]; rewrite ?invr_ge0 ?ler0n // sumr_const card_ord -[LHS]mulr_natl divff ?pnatr_eq0.
have lawP : is_law P := product_is_law m unif.
have at_s s : prob P (pred1 s) = P s by rewrite /prob big_pred1_eq.
split=> //.
- exists (fun _ _ => n.+1%:R^-1) => // -[] s; rewrite -[LHS]/(prob P (pred1 s)) at_s.
  by rewrite /prob [X in X * _]lawP.2 mul1r.
- by move=> g s; rewrite [LHS]at_s [RHS]at_s.
by rewrite mean_rank_given_keys // sumr_const card_ord -[LHS]mulr_natl.
Qed.

(* A uniformly random permutation, n >= 2: its columns are exchangeable, and its rank is n, above the bound. Rows that
   are not independent are therefore outside the theorem. *)
Theorem exchangeable_not_enough (F : fieldType) n
    (P : {ffun 'I_n -> 'I_n} -> R := fun s => (injectiveb s)%:R / n`!%:R) :
  (1 < n)%N ->
  [/\ is_law P, exchangeable_columns P id & barrier n n < mean P (@rank_of F n n)].
Proof.
move=> n2; have fact0 : n`!%:R != 0 :> R by rewrite pnatr_eq0 -lt0n fact_gt0.
have total : \sum_s P s = 1.
  have := card_inj_ffuns [finType of 'I_n] [finType of 'I_n]; rewrite card_ord ffactnn cardsE => card.
  by rewrite -mulr_suml -natr_sum -big_mkcond sum1_card card divff.
have -> : mean P (@rank_of F n n) = n%:R.
  transitivity (\sum_s P s * n%:R); last by rewrite -mulr_suml total mul1r.
  apply: eq_bigr => s _; rewrite /P /rank_of rank_hardmax.
  by case: injectiveP => [inj|_]; rewrite ?mul0r // card_imset // card_ord.
split=> //.
- by split=> // s; rewrite mulr_ge0 ?invr_ge0 ?ler0n.
- move=> g s; rewrite /prob !big_pred1_eq /P; congr ((nat_of_bool _)%:R / _).
  apply/injectiveP/injectiveP => inj i j; last by move=> e; apply: inj; rewrite !ffunE e.
  by rewrite !ffunE => /perm_inj/inj.
rewrite /barrier -[ltRHS]mulr1 ltr_pmul2l ?ltr0n ?(ltnW n2) // ltr_subl_addr -ltr_subl_addl subrr.
by rewrite exprn_gt0 // subr_gt0 invf_lt1 ?ltr1n ?ltr0n // ltnW.
Qed.

End FiniteLaws.

Print Assumptions one_per_row.
Print Assumptions rank_hardmax.
Print Assumptions gram_hardmax.
Print Assumptions char_poly_gram.
Print Assumptions mean_rank_given_keys.
Print Assumptions rank_barrier_given_keys.
Print Assumptions rank_barrier.
Print Assumptions rank_barrier_attention.
Print Assumptions rank_barrier_exchangeable.
Print Assumptions rank_barrier_any_keys.
Print Assumptions rank_barrier_sharp.
Print Assumptions exchangeable_not_enough.
