import { setUpClaims } from "./claims.js";
import { setUpCopy } from "./copy.js";
import { readData } from "./data.js";
import { setUpGraphs } from "./graph.js";
import { setUpMath } from "./math.js";
import { setUpPlots } from "./plots.js";
import { setUpPoints } from "./points.js";
import { setUpTheme } from "./theme.js";

const data = readData();
document.documentElement.classList.add("js");
setUpTheme();
setUpClaims();
setUpCopy();
setUpMath();
setUpPoints(data);
setUpPlots(data);
setUpGraphs();
