// Search as one types: the field answers at once, the list after a breath.
import { useEffect, useRef, useState } from "react";
import { SearchInput } from "../../design/inputs";
import { useShortcut } from "../../design/shortcuts";
import { words as common } from "../../words";
import { words } from "./words";

/** Milliseconds without a key before the list is asked. */
const breath = 140;

interface SearchBoxProps {
  value: string;
  onValue: (value: string) => void;
}

export function SearchBox({ value, onValue }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef({ value, onValue });
  latest.current = { value, onValue };
  useShortcut("/", () => input.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });

  // The address changed by itself: back, a cleared filter.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === latest.current.value) return;
    const timer = setTimeout(() => latest.current.onValue(text), breath);
    return () => clearTimeout(timer);
  }, [text]);

  return <SearchInput ref={input} value={text} onValue={setText} label={words.search} keys="/" />;
}
