// The lines of the icons, on a field of 24 by 24.

export const PATHS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  filter: "M4 6h16M7 12h10M10 18h4",
  all: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M9 9h6v6H9z",
  here: "M12 2v4M12 18v4M2 12h4M18 12h4M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z",
  point: "M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.500 7 12 7 12zM12 6.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
  rectangle: "M4 6h16v12H4z",
  polygon: "M5 8l8-4 7 7-5 9-9-3z",
  circle: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  screen: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  measure: "M3 15 15 3l6 6L9 21zM7 11l2 2M10 8l3 3M13 5l2 2",
  layers: "M12 3 2.500 8.500 12 14l9.500-5.500zM3 13l9 5 9-5M3 17l9 5 9-5",
  share: "M18 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18 22a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.600 10.500l6.800-4M8.600 13.500l6.800 4",
  star: "M12 3.500l2.700 5.500 6 .9-4.400 4.200 1 6-5.300-2.800-5.300 2.800 1-6L3.300 9.900l6-.9z",
  compare: "M5 4h6v16H5zM13 4h6v16h-6z",
  sheet: "M7 3h8l4 4v14H7zM15 3v4h4M10 12h6M10 16h6",
  flag: "M6 21V4M6 4h11l-2 4 2 4H6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  walk: "M13 4.5a1 1 0 1 0 0 .01M12 8l-2 5 3 3 1 5M10 13l-2 7M12 8l4 3 3 0M12 8 8 10v3",
} as const;

export type IconName = keyof typeof PATHS;
