/**
 * The gamma function's logarithm and the regularised incomplete gamma functions: what the normal and chi-squared
 * distributions are made of. Lanczos' series (g = 607/128, Godfrey's coefficients), then the power series below a + 1 and
 * Legendre's continued fraction above it (Abramowitz & Stegun 6.5.29, 6.5.31).
 */
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4,
  0.15808870322491248884e-3, -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4, -0.2619083840158140867e-4, 0.36899182659531622704e-5,
] as const;

const SMALLEST = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** ln Γ(x) for x > 0. */
export function lnGamma(x: number): number {
  // The reflection keeps the series where it is precise.
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const shifted = x - 1;
  let sum: number = LANCZOS[0];
  for (let term = 1; term < LANCZOS.length; term += 1) sum += LANCZOS[term]! / (shifted + term);
  const base = shifted + 607 / 128 + 0.5;
  return (shifted + 0.5) * Math.log(base) - base + Math.log(Math.sqrt(2 * Math.PI) * sum);
}

/** What Stirling's formula leaves of ln Γ(x), for x ≥ 10. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360)))))) / x;
}

/** Above it Stirling's formula is exact to a float. */
const LARGE = 10;

/** ln B(a, b), without subtracting large logarithms of Γ from one another. */
export function lnBeta(a: number, b: number): number {
  const [p, q] = [Math.min(a, b), Math.max(a, b)];
  const share = p / (p + q);
  if (p >= LARGE) return stirlingRest(p) + stirlingRest(q) - stirlingRest(p + q) + Math.log(2 * Math.PI) / 2 - Math.log(q) / 2 + (p - 0.5) * Math.log(share) + q * Math.log1p(-share);
  if (q >= LARGE) return lnGamma(p) + stirlingRest(q) - stirlingRest(p + q) + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-share);
  return lnGamma(p) + lnGamma(q) - lnGamma(p + q);
}

const prefix = (a: number, x: number): number => Math.exp(a * Math.log(x) - x - lnGamma(a));

function lowerSeries(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a];
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > Math.abs(sum) * PRECISION; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * prefix(a, x);
}

/** Lentz's method for the continued fraction. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [1 / SMALLEST, 1 / b];
  let h = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || SMALLEST);
    c = b + an / c || SMALLEST;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return h * prefix(a, x);
}

/** P(a, x): the part of Γ(a) below x. */
export function gammaLower(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Q(a, x) = 1 − P(a, x), without the loss of digits that the subtraction would bring in the tail. */
export function gammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
