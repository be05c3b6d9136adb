"""What a host or a browser asks for beside the pages of a published site."""

from collections.abc import Iterator
from typing import ClassVar

from ...site.release import FOLDER
from ...web import assets, headers
from .. import Part
from . import build_info, compress, sitemap


class Host(Part):
    """Sitemap, robots.txt, icons' manifest, headers, build.json, notices; and all texts compressed."""

    for_all: ClassVar = True
    places: ClassVar = {"head": "parts/host/head.html"}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        build = self.build
        changed = dict[str, str | None]()
        for one in (build, *build.others):
            changed |= {f"{one.address}/{page.url}": sitemap.last_change(page) for page in one.pages}
            changed |= {f"{one.address}/{page.url}": None for page in one.prose}
        texts = {
            "sitemap.xml": sitemap.sitemap(changed),
            "robots.txt": sitemap.robots(f"{build.address}/sitemap.xml"),
            "site.webmanifest": assets.webmanifest(build.site.release.name, build.site.language.tag, build.assets),
            "_headers": headers.headers_file(one.prefix for one in (build, *build.others)),
            "build.json": build_info.build_json(build.home, build.data, f"{FOLDER}/claims.yaml"),
            "third-party.txt": build_info.notices(build.home),
        }
        yield from ((path, text.encode()) for path, text in texts.items())
        icon = build.assets.path("icons/favicon.ico")
        yield "favicon.ico", build.assets.files[icon]  # asked for beside files that are no pages

    def finish(self) -> None:
        """Compress what is published, and what Pelican will copy."""
        compress.folder(self.build.output, self.build.copied)


PART = Host
