/** Write a count so shortly that it fits into a dot. */
export function shortened(count: number): string {
  if (count < 1000) return String(count);
  return count < 999_500 ? `${Number((count / 1000).toPrecision(count < 10_000 ? 2 : 3))}k` : `${(count / 1e6).toFixed(1)}M`;
}
