// Editing a form never breaks it: keys stay unique, and a field has only what its type can have.
import { describe, expect, it } from "vitest";
import type { FormDefinition } from "../../api/gen/types";
import {
  keyFrom,
  optionsFrom,
  withChange,
  withField,
  withLabel,
  withMove,
  withoutField,
} from "./definition";

const field = (key: string, label: string) => ({
  key,
  label,
  type: "text" as const,
  required: false,
  indexed: false,
});
const form: FormDefinition = {
  fields: [
    field("full_name", "Full name"),
    field("city", "City"),
    { ...field("consent", "Consent"), type: "consent" },
  ],
};
const keys = (it: FormDefinition) => it.fields.map(({ key }) => key);
const nobody = new Set<string>();

describe("a key", () => {
  it("comes from the label", () => {
    expect(keyFrom("Número de Teléfono (móvil)", [])).toBe("numero_de_telefono_movil");
  });

  it("begins with a letter and has at most 40 characters", () => {
    expect(keyFrom("3rd person", [])).toBe("rd_person");
    expect(keyFrom("a".repeat(60), [])).toHaveLength(40);
    expect(keyFrom("!!!", [])).toBe("field");
  });

  it("is unlike every other and none of the page's own", () => {
    expect(keyFrom("City", ["city", "city_2"])).toBe("city_3");
    expect(["id", "token", "utm_source"]).not.toContain(keyFrom("Id", []));
    expect(keyFrom("utm_source", []).startsWith("utm_")).toBe(false);
  });
});

describe("a field", () => {
  it("is added before the consent box, ready to use", () => {
    const added = withField(form, "select", "Plan");
    expect(keys(added.form)).toEqual(["full_name", "city", "plan", "consent"]);
    expect(added.form.fields[2]?.options).toHaveLength(2);
  });

  it("moves up and down, and stays at the ends", () => {
    expect(keys(withMove(form, "city", -1))).toEqual(["city", "full_name", "consent"]);
    expect(keys(withMove(form, "city", 1))).toEqual(["full_name", "consent", "city"]);
    expect(withMove(form, "full_name", -1)).toBe(form);
  });

  it("is removed alone", () => {
    expect(keys(withoutField(form, "city"))).toEqual(["full_name", "consent"]);
  });

  it("loses what its new type cannot have", () => {
    const limited = withChange(form, "city", { maxLength: 20, pattern: "name" });
    expect(limited.fields[1]).toMatchObject({ maxLength: 20, pattern: "name" });
    const date = withChange(limited, "city", { type: "date" });
    expect(date.fields[1]).toEqual({ ...field("city", "City"), type: "date" });
  });

  it("does not carry a number's limit into a date", () => {
    const number = withChange(form, "city", { type: "number", min: "3" });
    expect(number.fields[1]?.min).toBe("3");
    expect(withChange(number, "city", { type: "date" }).fields[1]?.min).toBeUndefined();
  });

  it("keeps its limits when something else changes", () => {
    const number = withChange(form, "city", { type: "number", min: "3" });
    expect(withChange(number, "city", { required: true }).fields[1]?.min).toBe("3");
  });

  it("forgets an emptied limit", () => {
    const number = withChange(form, "city", { type: "number", min: "3" });
    expect(Object.keys(withChange(number, "city", { min: "" }).fields[1] ?? {})).not.toContain(
      "min",
    );
  });
});

describe("a label", () => {
  it("takes the key along while nobody can have used it", () => {
    expect(keys(withLabel(form, "city", "Town", nobody).form)).toContain("town");
  });

  it("leaves a published key alone", () => {
    const named = withLabel(form, "city", "Town", new Set(["city"]));
    expect([named.key, named.form.fields[1]?.label]).toEqual(["city", "Town"]);
  });

  it("leaves a key alone that a person chose", () => {
    const own = withChange(form, "city", { key: "home" });
    expect(withLabel(own, "home", "Town", nobody).key).toBe("home");
  });
});

it("answers are the lines, each once", () => {
  expect(optionsFrom(" Bronze \n\nSilver\nBronze\n")).toEqual(["Bronze", "Silver"]);
});
