// How large what lies on the ground is on the screen (Web Mercator, tiles of 256 pixels).

const EQUATOR_M_PER_PX = 40075016.686 / 256;

const metresPerPixel = (lat: number) => EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180);

export function pixels(metres: number, lat: number, zoom: number): number {
  return (metres * 2 ** zoom) / metresPerPixel(lat);
}

/** The zoom at which a length takes as many pixels as given. */
export function zoomOf(wanted_px: number, metres: number, lat: number): number {
  return Math.log2((wanted_px * metresPerPixel(lat)) / Math.max(metres, 1));
}
