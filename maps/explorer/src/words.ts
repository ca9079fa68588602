// What the page says, in Chinese and in English.

import type { Item } from "./service/service";
import type { Lang } from "./settings";

const WORDS = {
  site: ["地块", "Dikuai"],
  tagline: ["工业用地目录", "Industrial land, mapped"],
  search: ["搜索地块、车站、地名，或写出条件", "Search plots, stations, places, or say what you need"],
  search_example: ["例如：近地铁 20亩以上 容积率2以上", "For example: near metro, ≥ 20 mu, FAR ≥ 2"],
  filters: ["筛选", "Filters"],
  done: ["完成", "Done"],
  clear: ["清除全部", "Clear all"],
  remove: ["移除条件：{what}", "Remove condition: {what}"],
  conditions: ["筛选条件", "Conditions"],
  results: ["地块列表", "Plots"],
  in_view: ["图中 {n} 个", "{n} in view"],
  of_all: ["共 {n} 个", "{n} in all"],
  show_all: ["显示全部", "Show all"],
  sort: ["排序", "Sort"],
  sort_default: ["默认", "Default"],
  sort_nearest: ["最近优先", "Nearest first"],
  loading: ["正在加载……", "Loading …"],
  nothing: ["没有符合条件的地块", "No plot meets the conditions"],
  nothing_here: ["图中没有符合条件的地块", "No plot of these in view"],
  loosen: ["去掉一个条件试试：", "Try without one of them:"],
  without: ["不限{what}：{n} 个", "without {what}: {n}"],
  failed: ["没能取得结果", "The answer did not come"],
  offline: ["连不上服务，请检查网络。", "The service cannot be reached. Check the connection."],
  again: ["重试", "Try again"],
  close: ["关闭", "Close"],
  back: ["返回列表", "Back to the list"],
  details: ["查看完整资料", "See the whole record"],
  map: ["地图", "Map"],
  list: ["列表", "List"],
  zoom_in: ["放大", "Zoom in"],
  zoom_out: ["缩小", "Zoom out"],
  legend: ["图例", "Legend"],
  coloured_by: ["按此着色", "Coloured by"],
  unstated: ["未说明", "Not stated"],
  ring: ["虚线圈：地块可能在圈内任一处", "Dashed ring: the plot may lie anywhere inside"],
  basemap: ["底图", "Base map"],
  tiles_missing: ["底图加载不了，显示自带背景。", "The base map does not load; showing our own ground."],
  near: ["靠近{target}", "Near {target}"],
  near_within: ["距{target} {within}以内", "Within {within} of {target}"],
  metro: ["地铁", "the metro"],
  metro_line: ["地铁{line}号线", "metro line {line}"],
  position: ["所选位置", "the chosen place"],
  certain_only: ["仅确定符合", "certain only"],
  inside_rectangle: ["在所画矩形内", "In the rectangle drawn"],
  inside_polygon: ["在所画区域内", "In the area drawn"],
  inside_circle: ["{radius}范围内", "Within {radius} of a point"],
  at_least: ["{what} ≥ {n}", "{what} ≥ {n}"],
  at_most: ["{what} ≤ {n}", "{what} ≤ {n}"],
  between: ["{what} {a}–{b}", "{what} {a}–{b}"],
  words: ["含“{text}”", "contains “{text}”"],
  written: ["CQL2：{text}", "CQL2: {text}"],
  distance_to: ["距{name} {length}", "{length} to {name}"],
  plus_minus: ["±{length}", "± {length}"],
  walk: ["步行约 {n} 分钟", "about {n} min on foot"],
  certain: ["确定", "certain"],
  possible: ["可能", "possible"],
  minutes: ["分钟", "min"],
  suggestions: ["建议", "Suggestions"],
  search_none: ["没有找到；按回车按文字搜索", "Nothing found; press Enter to look for the words"],
  kind_phrase: ["条件", "Conditions"],
  kind_plot: ["地块", "Plot"],
  kind_station: ["车站", "Station"],
  kind_line: ["线路", "Line"],
  kind_town: ["街镇", "Town"],
  kind_place: ["地点", "Place"],
  kind_address: ["地址", "Address"],
  kind_coordinates: ["坐标", "Position"],
  filters_lead: ["面积单位", "Areas in"],
  unit: ["面积单位", "Unit of area"],
  from: ["最小", "min"],
  to: ["最大", "max"],
  near_title: ["靠近", "Near"],
  near_any: ["不限", "Anywhere"],
  metro_any: ["任一地铁站", "Any metro station"],
  within_title: ["距离", "Distance"],
  within_any: ["不限距离", "Any distance"],
  certain_only_long: ["只看位置误差内也必定符合的", "Only those that match wherever they lie within their uncertainty"],
  show_plots: ["查看 {n} 个地块", "Show {n} plots"],
  fit_all: ["显示全部结果", "Show all results"],
  near_me: ["我的位置附近", "Near where I am"],
  near_point: ["地图上某点附近", "Near a point on the map"],
  draw_rectangle: ["画矩形，查其中地块", "Draw a rectangle and ask within it"],
  draw_polygon: ["画多边形，查其中地块", "Draw a polygon and ask within it"],
  draw_circle: ["画圆，查其中地块", "Draw a circle and ask within it"],
  help_rectangle: ["点击矩形的两个对角。", "Click two opposite corners."],
  help_polygon: ["逐点点击，双击或点击起点结束。", "Click the corners; double-click, or click the first one, to finish."],
  help_circle: ["点击圆心，再点击圆周。", "Click the centre, then the rim."],
  help_point: ["点击地图上的一点。", "Click a point on the map."],
  measure: ["测量长度和面积", "Measure length and area"],
  measure_help: ["逐点点击以测量。", "Click points to measure."],
  measure_length: ["长度", "Length"],
  measure_area: ["面积", "Area"],
  stop: ["结束", "Stop"],
  match_note: ["“确定”：在位置误差之内也必定符合；“可能”：取决于实际位置。", "Certain: a match wherever it lies within its uncertainty. Possible: it depends."],
  not_located: ["无法获得您的位置。", "Your position could not be had."],
  data: ["数据与接口", "Data & API"],
  other_language: ["English", "中文"],
  far_short: ["容积率", "FAR"],
  area_short: ["面积", "Area"],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type WordKey = keyof typeof WORDS;
export type Say = (key: WordKey, values?: Record<string, string | number>) => string;

/** Fill the {names} of a sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export function words(lang: Lang): Say {
  const at = lang === "zh" ? 0 : 1;
  return (key, values = {}) => fill(WORDS[key][at], values);
}

/** The name of an item in the reader's language, its id where it has none. */
export function nameOf(item: Item, lang: Lang): string {
  const { name, name_en } = item.properties;
  return String((lang === "en" ? name_en || name : name || name_en) || item.id);
}
