import { describe, expect, it } from "vitest";

import { formatsOf } from "../src/service/formats";

const at = "http://localhost/collections/plots/items?limit=1";

describe("the formats of an answer", () => {
  it("are those that its links name, each once", () => {
    const formats = formatsOf([
      { rel: "self", href: `${at}&f=json`, type: "application/geo+json", title: "JSON" },
      { rel: "alternate", href: `${at}&f=html`, type: "text/html", title: "HTML" },
      { rel: "alternate", href: `${at}&f=gpkg`, type: "application/geopackage+sqlite3", title: "GeoPackage" },
      { rel: "next", href: `${at}&f=json&cursor=2`, type: "application/geo+json" },
      { rel: "collection", href: "http://localhost/collections/plots" },
    ]);
    expect(formats).toEqual([
      { key: "json", title: "GeoJSON", isPage: false },
      { key: "html", title: "HTML", isPage: true },
      { key: "gpkg", title: "GeoPackage", isPage: false },
    ]);
  });
});
