const CODE = /([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)/;
const LONGEST = 20;

/** Tell the codes in a text, such as JDS3-0101, from what stands between them. */
export function apart(text: string): { part: string; isCode: boolean }[] {
  const parts = text.split(CODE).map((part, i) => ({ part, isCode: i % 2 === 1 && part.length <= LONGEST }));
  return parts.filter(({ part }) => part);
}
