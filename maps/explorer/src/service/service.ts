// Questions to the service, and its answers; what goes wrong becomes a sentence with a way on.

import type { Feature, FeatureCollection, Geometry } from "geojson";

import type { Settings } from "../settings";
import type { Link } from "./formats";

export interface Problem {
  type?: string;
  title: string;
  detail?: string;
  status?: number;
}

/** A question that was not answered, said in words. */
export class Unanswered extends Error {
  constructor(
    readonly problem: Problem,
    /** Whether asking again may help. */
    readonly again: boolean,
  ) {
    super(problem.detail ?? problem.title);
  }
}

export interface Nearest {
  name: string;
  name_en?: string;
  lines: string[];
  position: [number, number];
  uncertainty_m: number;
}

export type Properties = Record<string, unknown> & {
  distance_m?: number;
  distance_min_m?: number;
  distance_max_m?: number;
  walk_min?: number;
  nearest?: Nearest;
  match?: "certain" | "possible";
};

export type Item = Feature<Geometry, Properties> & { id: string };

/** Something beside a plot, and how far it is. */
export type Beside = Item & { properties: { distance_m: number; distance_min_m: number; distance_max_m: number; walk_min: number } };

export interface Around {
  stations: Beside[];
  neighbours: Beside[];
  alike: Beside[];
}

export interface Items extends FeatureCollection<Geometry, Properties> {
  features: Item[];
  numberMatched?: number;
  numberReturned: number;
  links: Link[];
}

/** A histogram of numbers, or a count for each value. */
export type Distribution =
  | { kind: "histogram"; edges: number[]; counts: number[]; missing: number }
  | { kind: "values"; values: { value: string; title?: string; count: number }[]; missing: number };

export interface Statistics {
  numberMatched: number;
  bbox: [number, number, number, number] | null;
  properties: Record<string, Distribution>;
}

export interface PropertySchema {
  title?: string;
  type?: string;
  format?: string;
  enum?: string[];
  "x-ogc-unit"?: string;
  oneOf?: { const: string; title: string }[];
}

export interface SchemaDocument {
  title: string;
  properties: Record<string, PropertySchema>;
}

/** Who waits longer for an answer is told that it does not come. */
const PATIENCE_MS = 30_000;

/** What may be answered when it is asked again. */
const mayPass = (status: number) => status >= 500 || status === 429 || status === 408;

export class Service {
  constructor(readonly settings: Settings) {}

  get collection(): string {
    return `${this.settings.root}/collections/${encodeURIComponent(this.settings.collection)}`;
  }

  items(query: string, more: Record<string, string>, signal?: AbortSignal): Promise<Items> {
    return this.get<Items>(`${this.collection}/items`, query, more, signal);
  }

  item(id: string, signal?: AbortSignal): Promise<Item> {
    return this.get<Item>(`${this.collection}/items/${encodeURIComponent(id)}`, "", {}, signal);
  }

  /** What lies about a plot. */
  surroundings(id: string, signal?: AbortSignal): Promise<Around> {
    return this.get<Around>(`${this.settings.root}/plots/${encodeURIComponent(id)}/surroundings`, "", {}, signal);
  }

  statistics(of: readonly string[], query: string, signal?: AbortSignal): Promise<Statistics> {
    return this.get<Statistics>(`${this.collection}/statistics`, query, { of: of.join(",") }, signal);
  }

  suggestions<T>(text: string, signal?: AbortSignal): Promise<T> {
    return this.get<T>(`${this.settings.root}/suggestions`, "", { text, collection: this.settings.collection }, signal);
  }

  phrase<T>(text: string): Promise<T> {
    return this.get<T>(`${this.settings.root}/phrases`, "", { text });
  }

  /** What is agreed to with an inquiry. */
  consent(): Promise<{ version: string; text: string }> {
    return this.get(`${this.settings.root}/inquiries/consent`);
  }

  queryables(): Promise<SchemaDocument> {
    return this.get<SchemaDocument>(`${this.collection}/queryables`);
  }

  reference(collection: string): Promise<Items> {
    return this.get<Items>(`${this.settings.root}/collections/${collection}/items`, "", { limit: "1000" });
  }

  /** Send what somebody wrote; what goes wrong is told, not thrown. */
  async post(path: string, written: Record<string, unknown>): Promise<{ ok: true; reference: string } | { ok: false; problem: Problem }> {
    const { root, lang } = this.settings;
    try {
      const answer = await fetch(`${root}${path}?lang=${lang}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(written),
      });
      if (!answer.ok) return { ok: false, problem: await problemOf(answer) };
      const { reference } = (await answer.json()) as { reference: string };
      return { ok: true, reference };
    } catch {
      return { ok: false, problem: { title: "offline" } };
    }
  }

  /** Ask, and read the answer as JSON. */
  async get<T>(path: string, query = "", more: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
    const asked = new URLSearchParams(query);
    for (const [name, value] of Object.entries(more)) asked.set(name, value);
    asked.set("lang", this.settings.lang);
    asked.set("f", "json");
    const ending = new AbortController();
    const end = () => ending.abort();
    signal?.addEventListener("abort", end);
    let isLate = false;
    const timer = setTimeout(() => [(isLate = true), end()], PATIENCE_MS);
    try {
      const answer = await fetch(`${path}?${asked}`, { signal: ending.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Unanswered(await problemOf(answer), mayPass(answer.status));
      return (await answer.json()) as T;
    } catch (error) {
      if (signal?.aborted || error instanceof Unanswered) throw error;
      throw new Unanswered({ title: isLate ? "late" : "offline" }, true);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    }
  }
}

export async function problemOf(answer: Response): Promise<Problem> {
  try {
    const problem = (await answer.json()) as Problem;
    if (typeof problem.title === "string") return { ...problem, status: answer.status };
  } catch {
    // no JSON: what stands between here and the service answered
  }
  return { title: answer.statusText || String(answer.status), status: answer.status };
}
