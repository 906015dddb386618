"""`make bench NAME=phone`: a slow phone on slow 3G: what has been painted when, in Chromium.

Network by CDP: 400 kbit/s each way, 400 ms there and back; processor four times slower; a cold cache for every page.
Largest contentful paint must stay under 2.5 s and the first visit's bytes under 60,000. The slowdown is counted from this
machine's own speed, so a busy machine says nothing: run it on a quiet one. Bytes are held by `tests/journeys`.
"""

import statistics
import sys
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from bench import figures

PAGES = ("/", "/layanan/akta-kelahiran/", "/lapor/", "/cari/?q=ktp+hilang", "/darurat/", "/tempat/")
TURNS, LIMIT, BYTES = 3, 2500, 60_000
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
WATCH = """
window.seen = {lcp: 0, what: "", shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => {
  window.seen.lcp = one.startTime; window.seen.what = one.element ? one.element.outerHTML.slice(0, 60) : one.url;
})).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) window.seen.shift += one.value;
})).observe({type: "layout-shift", buffered: true});
"""


def main() -> None:
    """Measure and print; the exit status says whether every budget was kept."""
    from tests.journeys.browser import open_browser

    from bench import sample

    with sample.city() as tree, sync_playwright() as playwright:
        browser = open_browser(playwright)
        kept = [measured(path, browser, tree.url(path)) for path in PAGES]
    sys.exit(0 if all(kept) else 1)


def measured(path: str, browser: Browser, url: str) -> bool:
    visits = [visit(browser, url, slow=True) for _turn in range(TURNS)]
    first = visits[0]
    if any(one["status"] != 200 for one in visits):
        print(f"{path:<28}  answers {first['status']}")
        return False
    paint, ready = (statistics.median(one[name] for one in visits) for name in ("lcp", "ready"))
    note = f"ready {ready / 1000:.2f} s, {first['requests']} requests, shift {first['shift']:.3f}, {first['what']!r}"
    kept = figures.within(f"largest paint, {path}", paint / 1000, "s", most=LIMIT / 1000, note=note)
    most = BYTES / 1000 if path == "/" else None
    return kept & figures.within(f"first visit, {path}", first["bytes"] / 1000, "KB", most=most)


def visit(browser: Browser, url: str, *, slow: bool) -> dict[str, Any]:
    """One first visit: milliseconds until the largest paint and until all scripts ran, bytes on the wire, requests."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, locale="id-ID"
    )
    page = context.new_page()
    link = context.new_cdp_session(page)
    sizes: list[float] = []
    link.send("Network.enable")
    link.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if slow:
        link.send("Network.emulateNetworkConditions", SLOW_3G)
        link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(WATCH)
    try:
        answer = page.goto(url, wait_until="load", timeout=60_000)
        page.wait_for_timeout(1_500)
        seen = page.evaluate("window.seen")
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    except Error as fault:
        raise AssertionError(f"{url}: {fault}") from fault
    finally:
        context.close()
    status = answer.status if answer else 0
    return {**seen, "ready": ready, "bytes": int(sum(sizes)), "requests": len(sizes), "status": status}


if __name__ == "__main__":
    main()
