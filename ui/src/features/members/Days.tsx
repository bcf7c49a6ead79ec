// How many days an invitation can be accepted.
import type { ComponentProps } from "react";
import { Select } from "../../design/inputs";
import { daysOffered } from "./invitation";
import { words } from "./words";

interface DaysProps extends Omit<ComponentProps<"select">, "onChange" | "value"> {
  value: number;
  onValue: (days: number) => void;
}

export const Days = ({ value, onValue, ...rest }: DaysProps) => (
  <Select {...rest} value={value} onChange={(event) => onValue(Number(event.target.value))}>
    {daysOffered.map((it) => (
      <option key={it} value={it}>
        {words.daysOf(it)}
      </option>
    ))}
  </Select>
);
