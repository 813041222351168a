Set Warnings "-ambiguous-paths".
From Coq Require Import Reals ZArith Lra Lia Bool.
From Flocq Require Import Core.Raux.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
Open Scope R_scope.

(* Functions of integers, and functions that Coq's library lacks. *)

(* first (first + 1) ... (first + count - 1) *)
Fixpoint Zrising (first : Z) (count : nat) : Z :=
  match count with O => 1%Z | S rest => (first * Zrising (first + 1) rest)%Z end.

(* n! *)
Definition Zfactorial (n : Z) : Z := Zrising 1 (Z.to_nat n).

(* 1 3 5 ... (2k - 1): gamma(k + 1/2) is this over 2^k, times sqrt PI (DLMF 5.4.6 and 5.5.1) *)
Fixpoint Zodds (k : nat) : Z :=
  match k with O => 1%Z | S rest => ((2 * Z.of_nat rest + 1) * Zodds rest)%Z end.

(* n (n - 1) ... (n - k + 1) / k!, with the smaller of k and n - k where both are there; 0 for k < 0 *)
Definition Zbinomial (n k : Z) : Z :=
  if (k <? 0)%Z then 0%Z
  else let j := if (k <=? n)%Z then Z.min k (n - k) else k in
       (Zrising (n - j + 1) (Z.to_nat j) / Zfactorial j)%Z.

Definition erf (x : R) : R := 2 / sqrt PI * RInt (fun t => exp (- (t ^ 2))) 0 x.
Definition Phi (x : R) : R := 1 / 2 + 1 / sqrt (2 * PI) * RInt (fun t => exp (- (t ^ 2 / 2))) 0 x.

(* Exact arithmetic: `real e` is an expression of rational numbers, `value e` its fraction, computed. *)

Inductive rational : Type :=
| Int (n : Z)
| Known (x : R) (p q : Z) (proof : x = IZR p / IZR q)
| Opp (a : rational)
| Add (a b : rational)
| Sub (a b : rational)
| Mul (a b : rational)
| Div (a b : rational)
| Pow (a : rational) (n : nat)
| PowZ (a : rational) (n : Z)
| Abs (a : rational)
| Min (a b : rational)
| Max (a b : rational)
| Floor (a : rational)
| Ceil (a : rational).

Fixpoint real (e : rational) : R :=
  match e with
  | Int n => IZR n
  | Known x _ _ _ => x
  | Opp a => - real a
  | Add a b => real a + real b
  | Sub a b => real a - real b
  | Mul a b => real a * real b
  | Div a b => real a / real b
  | Pow a n => real a ^ n
  | PowZ a n => powerRZ (real a) n
  | Abs a => Rabs (real a)
  | Min a b => Rmin (real a) (real b)
  | Max a b => Rmax (real a) (real b)
  | Floor a => IZR (Zfloor (real a))
  | Ceil a => IZR (Zceil (real a))
  end.

Definition fraction : Type := option (Z * Z).

Definition on_one (f : Z -> Z -> fraction) (a : fraction) : fraction :=
  match a with Some (p, q) => f p q | None => None end.

Definition on_two (f : Z -> Z -> Z -> Z -> fraction) (a b : fraction) : fraction :=
  match a, b with Some (p, q), Some (r, s) => f p q r s | _, _ => None end.

Definition quotient (p q : Z) : fraction :=
  if (0 <? q)%Z then Some (p, q) else if (q <? 0)%Z then Some ((- p)%Z, (- q)%Z) else None.

Fixpoint value (e : rational) : fraction :=
  match e with
  | Int n => Some (n, 1%Z)
  | Known _ p q _ => if (0 <? q)%Z then Some (p, q) else None
  | Opp a => on_one (fun p q => Some ((- p)%Z, q)) (value a)
  | Add a b => on_two (fun p q r s => if (q =? s)%Z then Some ((p + r)%Z, q) else Some ((p * s + r * q)%Z, (q * s)%Z)) (value a) (value b)
  | Sub a b => on_two (fun p q r s => if (q =? s)%Z then Some ((p - r)%Z, q) else Some ((p * s - r * q)%Z, (q * s)%Z)) (value a) (value b)
  | Mul a b => on_two (fun p q r s => Some ((p * r)%Z, (q * s)%Z)) (value a) (value b)
  | Div a b => on_two (fun p q r s => quotient (p * s) (q * r)) (value a) (value b)
  | Pow a n => on_one (fun p q => Some ((p ^ Z.of_nat n)%Z, (q ^ Z.of_nat n)%Z)) (value a)
  | PowZ a n => on_one (fun p q => if (0 <=? n)%Z then Some ((p ^ n)%Z, (q ^ n)%Z) else quotient (q ^ (- n)) (p ^ (- n))) (value a)
  | Abs a => on_one (fun p q => Some (Z.abs p, q)) (value a)
  | Min a b => on_two (fun p q r s => if (p * s <=? r * q)%Z then Some (p, q) else Some (r, s)) (value a) (value b)
  | Max a b => on_two (fun p q r s => if (p * s <=? r * q)%Z then Some (r, s) else Some (p, q)) (value a) (value b)
  | Floor a => on_one (fun p q => Some ((p / q)%Z, 1%Z)) (value a)
  | Ceil a => on_one (fun p q => Some ((- (- p / q))%Z, 1%Z)) (value a)
  end.

Lemma quotient_sound p q r s : quotient p q = Some (r, s) -> (0 < s)%Z /\ IZR p / IZR q = IZR r / IZR s.
Proof.
unfold quotient.
destruct (Z.ltb_spec 0 q) as [Hq|Hq].
- intros H; injection H; intros <- <-; split; [exact Hq|reflexivity].
- destruct (Z.ltb_spec q 0) as [Hn|Hn]; [|discriminate].
  intros H; injection H; intros <- <-; split; [lia|].
  rewrite 2 opp_IZR; field; apply IZR_neq; lia.
Qed.

Lemma cross_le p q r s : (0 < q)%Z -> (0 < s)%Z -> (p * s <= r * q)%Z -> IZR p / IZR q <= IZR r / IZR s.
Proof.
intros Hq Hs H; apply IZR_lt in Hq, Hs; apply IZR_le in H; rewrite 2 mult_IZR in H.
apply Rmult_le_reg_r with (IZR q * IZR s); [now apply Rmult_lt_0_compat|].
replace (IZR p / IZR q * (IZR q * IZR s)) with (IZR p * IZR s) by (field; lra).
replace (IZR r / IZR s * (IZR q * IZR s)) with (IZR r * IZR q) by (field; lra).
exact H.
Qed.

Lemma cross_lt p q r s : (0 < q)%Z -> (0 < s)%Z -> (p * s < r * q)%Z -> IZR p / IZR q < IZR r / IZR s.
Proof.
intros Hq Hs H; apply IZR_lt in Hq, Hs; apply IZR_lt in H; rewrite 2 mult_IZR in H.
apply Rmult_lt_reg_r with (IZR q * IZR s); [now apply Rmult_lt_0_compat|].
replace (IZR p / IZR q * (IZR q * IZR s)) with (IZR p * IZR s) by (field; lra).
replace (IZR r / IZR s * (IZR q * IZR s)) with (IZR r * IZR q) by (field; lra).
exact H.
Qed.

Lemma positive_neq q : (0 < q)%Z -> IZR q <> 0.
Proof. intros H; apply IZR_neq; lia. Qed.

Lemma pow_fraction p q n : (0 < q)%Z -> (IZR p / IZR q) ^ n = IZR (p ^ Z.of_nat n) / IZR (q ^ Z.of_nat n).
Proof. intros Hq; unfold Rdiv; rewrite Rpow_mult_distr, pow_inv, 2 pow_IZR; reflexivity. Qed.

Lemma powerRZ_fraction p q n : (0 <= n)%Z -> (0 < q)%Z -> powerRZ (IZR p / IZR q) n = IZR (p ^ n) / IZR (q ^ n).
Proof.
intros Hn Hq; rewrite <- (Z2Nat.id n) by exact Hn.
rewrite <- pow_powerRZ; apply pow_fraction, Hq.
Qed.

Lemma negative_powerRZ_fraction p q n : (n < 0)%Z -> (0 < q)%Z -> powerRZ (IZR p / IZR q) n = IZR (q ^ (- n)) / IZR (p ^ (- n)).
Proof.
intros Hn Hq; destruct n as [|n|n]; [lia|lia|].
simpl Z.opp; change (powerRZ (IZR p / IZR q) (Z.neg n)) with (/ (IZR p / IZR q) ^ Pos.to_nat n).
rewrite pow_fraction by exact Hq; rewrite positive_nat_Z; apply Rinv_div.
Qed.

Lemma floor_fraction p q : (0 < q)%Z -> Zfloor (IZR p / IZR q) = (p / q)%Z.
Proof. intros H; apply Zfloor_div; lia. Qed.

Lemma Rabs_fraction p q : (0 < q)%Z -> Rabs (IZR p / IZR q) = IZR (Z.abs p) / IZR q.
Proof.
intros H; unfold Rdiv; rewrite Rabs_mult, abs_IZR; f_equal.
apply Rabs_pos_eq, Rlt_le, Rinv_0_lt_compat; now apply IZR_lt.
Qed.

Ltac operand a IH p q Q :=
  let E := fresh in
  destruct (value a) as [[p q]|]; cbn [on_one on_two]; [destruct (IH p q eq_refl) as [Q E]; rewrite E; clear IH E | discriminate].

Ltac found := let H := fresh in intros H; injection H; intros; subst.

Theorem value_sound e : forall p q, value e = Some (p, q) -> (0 < q)%Z /\ real e = IZR p / IZR q.
Proof.
induction e as [n|x p q proof|a IHa|a IHa b IHb|a IHa b IHb|a IHa b IHb|a IHa b IHb|a IHa n|a IHa n|a IHa|a IHa b IHb|a IHa b IHb|a IHa|a IHa];
  intros u v; cbn [value real].
- found; split; [lia|field].
- destruct (Z.ltb_spec 0 q); [found; now split|discriminate].
- operand a IHa p q Q; found; split; [assumption|rewrite opp_IZR; field; now apply positive_neq].
- operand a IHa p q Q; operand b IHb r s B; destruct (Z.eqb_spec q s); found.
  + split; [assumption|rewrite plus_IZR; field; now apply positive_neq].
  + split; [lia|rewrite plus_IZR, 3 mult_IZR; field; split; now apply positive_neq].
- operand a IHa p q Q; operand b IHb r s B; destruct (Z.eqb_spec q s); found.
  + split; [assumption|rewrite minus_IZR; field; now apply positive_neq].
  + split; [lia|rewrite minus_IZR, 3 mult_IZR; field; split; now apply positive_neq].
- operand a IHa p q Q; operand b IHb r s B; found; split; [lia|rewrite 2 mult_IZR; field; split; now apply positive_neq].
- operand a IHa p q Q; operand b IHb r s B; intros H; destruct (quotient_sound _ _ _ _ H) as [V W]; split; [exact V|rewrite <- W].
  assert (r <> 0)%Z by (intros ->; rewrite Z.mul_0_r in H; discriminate).
  rewrite 2 mult_IZR; field; repeat split; try (now apply positive_neq); now apply IZR_neq.
- operand a IHa p q Q; found; split; [now apply Z.pow_pos_nonneg; [|apply Nat2Z.is_nonneg]|now apply pow_fraction].
- operand a IHa p q Q; destruct (Z.leb_spec 0 n).
  + found; split; [now apply Z.pow_pos_nonneg|now apply powerRZ_fraction].
  + intros F; destruct (quotient_sound _ _ _ _ F) as [V W]; split; [exact V|rewrite <- W; now apply negative_powerRZ_fraction].
- operand a IHa p q Q; found; split; [assumption|now apply Rabs_fraction].
- operand a IHa p q Q; operand b IHb r s B; destruct (Z.leb_spec (p * s) (r * q)); found; (split; [assumption|]).
  + apply Rmin_left; now apply cross_le.
  + apply Rmin_right, Rlt_le; now apply cross_lt.
- operand a IHa p q Q; operand b IHb r s B; destruct (Z.leb_spec (p * s) (r * q)); found; (split; [assumption|]).
  + apply Rmax_right; now apply cross_le.
  + apply Rmax_left, Rlt_le; now apply cross_lt.
- operand a IHa p q Q; found; split; [lia|rewrite floor_fraction by assumption; field].
- operand a IHa p q Q; found; split; [lia|].
  unfold Zceil; replace (- (IZR p / IZR q)) with (IZR (- p) / IZR q) by (rewrite opp_IZR; field; now apply positive_neq).
  rewrite floor_fraction by assumption; field.
Qed.

Definition equals (e : rational) (p q : Z) : bool :=
  match value e with Some (r, s) => (0 <? q)%Z && (r * q =? p * s)%Z | None => false end.

Definition at_most (a b : rational) : bool :=
  match value a, value b with Some (p, q), Some (r, s) => (p * s <=? r * q)%Z | _, _ => false end.

Definition below (a b : rational) : bool :=
  match value a, value b with Some (p, q), Some (r, s) => (p * s <? r * q)%Z | _, _ => false end.

Lemma equals_sound e p q : equals e p q = true -> real e = IZR p / IZR q.
Proof.
unfold equals; destruct (value e) as [[r s]|] eqn:E; [|discriminate].
destruct (value_sound e r s E) as [S ->]; intros H; apply andb_prop in H as [Q H].
apply Z.ltb_lt in Q; apply Z.eqb_eq in H.
apply Rle_antisym; apply cross_le; lia.
Qed.

Lemma at_most_sound a b : at_most a b = true -> real a <= real b.
Proof.
unfold at_most; destruct (value a) as [[p q]|] eqn:A; [|discriminate]; destruct (value b) as [[r s]|] eqn:B; [|discriminate].
destruct (value_sound a p q A) as [Q ->], (value_sound b r s B) as [S ->]; intros H; apply cross_le; lia.
Qed.

Lemma below_sound a b : below a b = true -> real a < real b.
Proof.
unfold below; destruct (value a) as [[p q]|] eqn:A; [|discriminate]; destruct (value b) as [[r s]|] eqn:B; [|discriminate].
destruct (value_sound a p q A) as [Q ->], (value_sound b r s B) as [S ->]; intros H; apply cross_lt; lia.
Qed.

Lemma between_sound low e high : at_most low e && at_most e high = true -> real low <= real e <= real high.
Proof. intros H; apply andb_prop in H as [A B]; split; now apply at_most_sound. Qed.

(* The number m 2^e as the ends of an enclosure are written. *)
Definition dyadic (m e : Z) : rational := Mul (Int m) (PowZ (Int 2) e).

Lemma sqrt_sound e p q : equals e (p * p) (q * q) && (0 <=? p)%Z && (0 <? q)%Z = true -> sqrt (real e) = IZR p / IZR q.
Proof.
intros H; apply andb_prop in H as [H Q]; apply andb_prop in H as [H P].
apply Z.leb_le in P; apply Z.ltb_lt in Q; rewrite (equals_sound _ _ _ H), 2 mult_IZR.
replace (IZR p * IZR p / (IZR q * IZR q)) with ((IZR p / IZR q) * (IZR p / IZR q)) by (field; now apply positive_neq).
apply sqrt_square; apply Rmult_le_pos; [now apply IZR_le|apply Rlt_le, Rinv_0_lt_compat; now apply IZR_lt].
Qed.

(* Functions where their values are rational. *)

Lemma at_zero e : equals e 0 1 = true -> real e = 0.
Proof. intros H; rewrite (equals_sound _ _ _ H); field. Qed.

Lemma at_one e : equals e 1 1 = true -> real e = 1.
Proof. intros H; rewrite (equals_sound _ _ _ H); field. Qed.

Lemma exp_special e : equals e 0 1 = true -> exp (real e) = 1 / 1.
Proof. intros H; rewrite (at_zero _ H), exp_0; field. Qed.

Lemma ln_special e : equals e 1 1 = true -> ln (real e) = 0 / 1.
Proof. intros H; rewrite (at_one _ H), ln_1; field. Qed.

Lemma sin_special e : equals e 0 1 = true -> sin (real e) = 0 / 1.
Proof. intros H; rewrite (at_zero _ H), sin_0; field. Qed.

Lemma cos_special e : equals e 0 1 = true -> cos (real e) = 1 / 1.
Proof. intros H; rewrite (at_zero _ H), cos_0; field. Qed.

Lemma atan_special e : equals e 0 1 = true -> atan (real e) = 0 / 1.
Proof. intros H; rewrite (at_zero _ H), atan_0; field. Qed.

Lemma asin_special e : equals e 0 1 = true -> asin (real e) = 0 / 1.
Proof. intros H; rewrite (at_zero _ H), asin_0; field. Qed.

Lemma empty_range (f : R -> R) a b : at_most a b && at_most b a = true -> RInt f (real a) (real b) = 0 / 1.
Proof.
intros H; apply andb_prop in H as [A B]; rewrite (Rle_antisym _ _ (at_most_sound _ _ A) (at_most_sound _ _ B)), RInt_point.
unfold zero; simpl; field.
Qed.

Lemma floor_sound x n : IZR n <= x -> x < IZR n + 1 -> IZR (Zfloor x) = IZR n / IZR 1.
Proof. intros A B; rewrite (Zfloor_imp n) by (rewrite plus_IZR; split; assumption); field. Qed.

Lemma ceil_sound x n : IZR n - 1 < x -> x <= IZR n -> IZR (Zceil x) = IZR n / IZR 1.
Proof. intros A B; rewrite (Zceil_imp n) by (rewrite minus_IZR; split; assumption); field. Qed.

Lemma apart_le a b x y : at_most a b = true -> x <= real a -> real b <= y -> x <= y.
Proof. intros H A B; apply Rle_trans with (2 := B), Rle_trans with (1 := A), at_most_sound, H. Qed.

Lemma apart_lt a b x y : below a b = true -> x <= real a -> real b <= y -> x < y.
Proof. intros H A B; apply Rlt_le_trans with (2 := B), Rle_lt_trans with (1 := A), below_sound, H. Qed.

Lemma Rmin_in low high a b : low <= a -> low <= b -> a <= high \/ b <= high -> low <= Rmin a b <= high.
Proof.
intros A B H; split; [now apply Rmin_glb|].
destruct H as [H|H]; [apply Rle_trans with a; [apply Rmin_l|exact H]|apply Rle_trans with b; [apply Rmin_r|exact H]].
Qed.

Lemma Rmax_in low high a b : a <= high -> b <= high -> low <= a \/ low <= b -> low <= Rmax a b <= high.
Proof.
intros A B H; split; [|now apply Rmax_lub].
destruct H as [H|H]; [apply Rle_trans with a; [exact H|apply Rmax_l]|apply Rle_trans with b; [exact H|apply Rmax_r]].
Qed.

Lemma asin_in low high x : -1 < x < 1 -> low <= atan (x / sqrt (1 - x ^ 2)) <= high -> low <= asin x <= high.
Proof. intros X H; rewrite asin_atan by exact X; unfold Rsqr; replace (x * x) with (x ^ 2) by ring; exact H. Qed.
