// Which names a text finds, and in which order.

export interface Named {
  name: string;
  other?: string;
  id?: string;
}

const plain = (text = "") => text.normalize("NFKC").toLowerCase();

/** What is called like a text, or partly so: names that begin with it come first. */
export function matching<T>(text: string, all: readonly T[], nameOf: (one: T) => Named, most: number): T[] {
  const wanted = plain(text).trim();
  if (!wanted) return [];
  const isFound = ({ name, other, id }: Named) => [name, other, id].some((one) => plain(one).includes(wanted));
  const begins = (one: T) => (plain(nameOf(one).name).startsWith(wanted) ? 0 : 1);
  return all
    .filter((one) => isFound(nameOf(one)))
    .sort((a, b) => begins(a) - begins(b))
    .slice(0, most);
}
