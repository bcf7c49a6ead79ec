// Every primitive on one page, for development only. `#/design` and `#/design?show=frame`, there also `&total=3000000`.

import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { ThemeSwitch } from "../../shell/TopBar";
import { TabPanel, Tabs } from "../Tabs";
import { ControlsSample } from "./ControlsSample";
import { FiguresSample } from "./FiguresSample";
import { FrameSample } from "./FrameSample";
import { StatesSample } from "./StatesSample";

const tabs = [
  { value: "controls", label: "Controls" },
  { value: "states", label: "States" },
  { value: "figures", label: "Figures" },
];

export default function Gallery() {
  const { show, total } = useLocation().search as { show?: string; total?: number };
  const [tab, setTab] = useState(show ?? "controls");
  if (show === "frame") return <FrameSample total={total} />;
  return (
    <main className="mx-auto max-w-column px-gutter py-5">
      <div className="flex items-center gap-3">
        <h1 className="text-title">Design</h1>
        <a href="#/design?show=frame" className="text-accent underline-offset-4 hover:underline">
          The frame
        </a>
        <span className="flex-1" />
        <ThemeSwitch />
      </div>
      <Tabs label="Primitives" tabs={tabs} value={tab} onValue={setTab} className="mt-2">
        <TabPanel value="controls">
          <ControlsSample />
        </TabPanel>
        <TabPanel value="states">
          <StatesSample />
        </TabPanel>
        <TabPanel value="figures">
          <FiguresSample />
        </TabPanel>
      </Tabs>
    </main>
  );
}
