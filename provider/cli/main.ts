#!/usr/bin/env node
import { commandLine } from "./commandLine";
import { runCommandLine } from "./manners";

void runCommandLine(commandLine(), process.argv);
