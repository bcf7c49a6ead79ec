// Pages of rows around the window, least recently used ones dropped. A page that became stale is shown
// until its successor is here, so that a change never blanks the list.

export const pageSize = 100;

export type FetchPage<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<Row[]>;

interface Page<Row> {
  rows: Row[];
  stale: boolean;
}

export interface Pages<Row> {
  row(index: number): Row | undefined;
  /** Asks for the pages of these rows, and no longer for those left behind. */
  want(first: number, end: number): void;
  /** The rows themselves, loading what is missing. Keeps what it loads. */
  load(first: number, end: number): Promise<Row[]>;
  /** Other rows from now on: another filter or order. */
  reset(): void;
  /** Same view, newer data. */
  refresh(): void;
  error(): unknown;
  retry(): void;
  end(): void;
}

/** `most` pages are kept: 60 pages are 6,000 rows. `onChange` runs whenever something arrived or failed. */
export function makePages<Row>(
  fetchPage: FetchPage<Row>,
  onChange: () => void,
  most = 60,
): Pages<Row> {
  let kept = new Map<number, Page<Row>>();
  let flying = new Map<number, AbortController>();
  let wanted: [number, number] = [0, -1];
  let failure: unknown = null;

  const touch = (page: number): Page<Row> | undefined => {
    const found = kept.get(page);
    if (found) {
      kept.delete(page);
      kept.set(page, found);
    }
    return found;
  };

  const put = (page: number, rows: Row[]) => {
    kept.delete(page);
    kept.set(page, { rows, stale: false });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
  };

  const stop = () => {
    for (const controller of flying.values()) controller.abort();
    flying = new Map();
  };

  const start = async (page: number) => {
    const controller = new AbortController();
    flying.set(page, controller);
    try {
      const rows = await fetchPage(page * pageSize, pageSize, controller.signal);
      if (controller.signal.aborted) return;
      put(page, rows);
      failure = null;
    } catch (thrown) {
      if (controller.signal.aborted) return;
      failure = thrown;
    }
    flying.delete(page);
    onChange();
  };

  const fill = () => {
    const [from, to] = wanted;
    for (const [page, controller] of flying) {
      if (page >= from && page <= to) continue;
      controller.abort();
      flying.delete(page);
    }
    for (let page = from; page <= to; page += 1) {
      const have = touch(page);
      if ((!have || have.stale) && !flying.has(page)) void start(page);
    }
  };

  return {
    row: (index) => kept.get(Math.floor(index / pageSize))?.rows[index % pageSize],

    want(first, end) {
      wanted =
        end > first ? [Math.floor(first / pageSize), Math.floor((end - 1) / pageSize)] : [0, -1];
      if (failure === null) fill();
    },

    async load(first, end) {
      const rows: Row[] = [];
      for (let page = Math.floor(first / pageSize); page * pageSize < end; page += 1) {
        let have = touch(page);
        if (!have || have.stale) {
          put(page, await fetchPage(page * pageSize, pageSize, new AbortController().signal));
          have = touch(page);
        }
        const from = Math.max(first - page * pageSize, 0);
        rows.push(...(have?.rows.slice(from, end - page * pageSize) ?? []));
      }
      return rows;
    },

    reset() {
      stop();
      kept = new Map();
      failure = null;
      fill();
    },

    refresh() {
      stop();
      for (const page of kept.values()) page.stale = true;
      failure = null;
      fill();
    },

    error: () => failure,
    retry() {
      failure = null;
      fill();
      onChange();
    },
    end: stop,
  };
}
