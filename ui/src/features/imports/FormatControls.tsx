// How the file is read: its encoding, what divides its columns, whether the first row holds names.
import type { Format } from "../../api/gen/types";
import { Field } from "../../design/Field";
import { Checkbox, Input, Select } from "../../design/inputs";
import { words } from "./words";

/** Labels of the encoding standard that brokers meet; the guessed one is added when it is another. */
const encodings = [
  "UTF-8",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "ISO-8859-2",
  "ISO-8859-15",
  "UTF-16LE",
  "UTF-16BE",
  "macintosh",
  "Shift_JIS",
  "EUC-KR",
  "GBK",
  "Big5",
];
const delimiters = [",", ";", "\t", "|"];

interface FormatControlsProps {
  format: Format;
  onFormat: (format: Format) => void;
}

const withKnown = (known: string[], value: string) =>
  known.includes(value) ? known : [value, ...known];

export function FormatControls({ format, onFormat }: FormatControlsProps) {
  const change = (part: Partial<Format>) => onFormat({ ...format, ...part });
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Field label={words.format.encoding} className="w-40">
        <Select
          value={format.encoding}
          onChange={(event) => change({ encoding: event.target.value })}
        >
          {withKnown(encodings, format.encoding).map((encoding) => (
            <option key={encoding}>{encoding}</option>
          ))}
        </Select>
      </Field>
      <Field label={words.format.delimiter} className="w-40">
        <Select
          value={format.delimiter}
          onChange={(event) => change({ delimiter: event.target.value })}
        >
          {withKnown(delimiters, format.delimiter).map((delimiter) => (
            <option key={delimiter} value={delimiter}>
              {words.format.delimiters[delimiter] ?? delimiter}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.format.skip} className="w-28">
        <Input
          type="number"
          min={0}
          max={1000}
          value={format.skipLines}
          onChange={(event) =>
            change({
              skipLines: Math.min(Math.max(Math.trunc(event.target.valueAsNumber) || 0, 0), 1000),
            })
          }
        />
      </Field>
      <Checkbox
        className="h-control"
        checked={format.header}
        onChange={(event) => change({ header: event.target.checked })}
      >
        {words.format.header}
      </Checkbox>
    </div>
  );
}
