// The formats that a query's answer can be had in, as its links say.

export interface Link {
  rel: string;
  href: string;
  type?: string;
  title?: string;
}

export interface Format {
  /** As `f` names it. */
  key: string;
  title: string;
  /** Whether it is a page to be looked at rather than a file to be kept. */
  isPage: boolean;
}

/** A download has at most so many items. */
export const LARGEST = 10_000;

const RELATIONS = new Set(["self", "alternate"]);
const TITLES: Record<string, string> = { "application/geo+json": "GeoJSON" };

export function formatsOf(links: readonly Link[]): Format[] {
  const formats = links
    .filter((link) => RELATIONS.has(link.rel))
    .map(({ href, type, title }) => {
      const key = new URL(href, "http://localhost").searchParams.get("f") ?? "json";
      return { key, title: TITLES[type ?? ""] ?? title ?? key, isPage: type === "text/html" };
    });
  return formats.filter(({ key }, i) => formats.findIndex((one) => one.key === key) === i);
}
