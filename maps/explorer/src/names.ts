// Names as the reader's language has them. Records say the names of towns, stations and uses in Chinese; the reference
// data and the tables here know many of them in English. A name that nobody knows stays as it is written.

import { signal } from "@preact/signals";

import type { Items } from "./service/service";
import type { Lang } from "./settings";

const DISTRICTS = {
  嘉定区: "Jiading District",
  青浦区: "Qingpu District",
  松江区: "Songjiang District",
  金山区: "Jinshan District",
  奉贤区: "Fengxian District",
  浦东新区: "Pudong New Area",
  闵行区: "Minhang District",
  宝山区: "Baoshan District",
  崇明区: "Chongming District",
  普陀区: "Putuo District",
  长宁区: "Changning District",
  静安区: "Jing'an District",
  虹口区: "Hongkou District",
  杨浦区: "Yangpu District",
  徐汇区: "Xuhui District",
  黄浦区: "Huangpu District",
};

// Classes of the national classification of land uses (2023) that plots for industry are of.
const LAND_USES = {
  工业用地: "Industrial land",
  一类工业用地: "Industrial land, class 1",
  二类工业用地: "Industrial land, class 2",
  三类工业用地: "Industrial land, class 3",
  物流仓储用地: "Logistics and warehouse land",
  科研用地: "Research land",
  商业用地: "Commercial land",
  商务金融用地: "Business and finance land",
};

const TABLES: readonly (readonly [string, string])[] = [...Object.entries(DISTRICTS), ...Object.entries(LAND_USES)];

/** Names in English by their Chinese ones. */
const english = signal<ReadonlyMap<string, string>>(new Map(TABLES));

/** Learn the English names of a reference collection; one that is already known stays. */
export function learnNames(items: Items): void {
  const learnt = items.features.flatMap(({ properties: { name, name_en } }): [string, string][] =>
    typeof name === "string" && typeof name_en === "string" && name_en ? [[name, name_en]] : [],
  );
  english.value = new Map([...learnt, ...english.peek()]);
}

/** A name in the reader's language, where it is known. */
export function named(name: string, lang: Lang): string {
  return (lang === "en" && english.value.get(name)) || name;
}
