#!/usr/bin/env node
import { commandLine } from "./commandLine";
import { runCommandLine } from "./runCommandLine";

void runCommandLine(commandLine(), process.argv);
