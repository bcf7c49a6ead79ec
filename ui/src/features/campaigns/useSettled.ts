// A value once it has stood still for a moment: what is typed is not asked about letter by letter.
import { useEffect, useState } from "react";

export function useSettled<T>(value: T, after = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after);
    return () => clearTimeout(timer);
  }, [value, after]);
  return settled;
}
