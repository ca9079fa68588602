// Figures as people write them, in the reader's language and units.

import type { Lang } from "./settings";
import type { AreaUnit } from "./state/address";

export const M2_PER_MU = 2000 / 3;
export const M2_PER_HA = 10_000;

const UNITS: Record<AreaUnit, { m2: number; decimals: number; zh: string; en: string }> = {
  mu: { m2: M2_PER_MU, decimals: 1, zh: "亩", en: "mu" },
  m2: { m2: 1, decimals: 0, zh: "平方米", en: "m²" },
  ha: { m2: M2_PER_HA, decimals: 2, zh: "公顷", en: "ha" },
};

export const m2Per = (unit: AreaUnit) => UNITS[unit].m2;
export const unitName = (unit: AreaUnit, lang: Lang) => UNITS[unit][lang];

export function number(value: number, decimals = 2): string {
  return value.toLocaleString("en", { maximumFractionDigits: decimals });
}

export function area(m2: number, unit: AreaUnit, lang: Lang): string {
  const { m2: each, decimals } = UNITS[unit];
  return `${number(m2 / each, decimals)} ${unitName(unit, lang)}`;
}

export function length(metres: number, lang: Lang): string {
  if (metres < 999.5) return `${number(metres, 0)} ${lang === "zh" ? "米" : "m"}`;
  return `${number(metres / 1000, metres < 10_000 ? 2 : 1)} ${lang === "zh" ? "公里" : "km"}`;
}

/** Write how unsure a length is, no more finely than that can be known. */
export function spread(metres: number, lang: Lang): string {
  return length(metres < 999.5 ? metres : Math.round(metres / 100) * 100, lang);
}

/** Write a walk in whole minutes: nobody is told less than it takes. */
export const minutes = (walk: number) => number(Math.ceil(walk), 0);

/** The unit that amounts of money are typed in. */
export const MONEY: Record<Lang, { each: number; name: string }> = {
  zh: { each: 1e4, name: "万元" },
  en: { each: 1e6, name: "million CNY" },
};

/** Write an amount of money, in the large units that Chinese counts in. */
export function money(cny: number, lang: Lang): string {
  if (lang === "en") return `CNY ${cny >= 1e6 ? `${number(cny / 1e6)} million` : number(cny, 0)}`;
  if (cny >= 1e8) return `${number(cny / 1e8)} 亿元`;
  return cny >= 1e4 ? `${number(cny / 1e4)} 万元` : `${number(cny)} 元`;
}
