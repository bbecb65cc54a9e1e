// Command language-host starts Pulumi's host of Node programs with the runtime options of the project.
//
// The engine of today sends these options along with its requests. The newest host that can be had as a Go module takes
// them as flags instead; without any, it would run each program as TypeScript, whatever the project says.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"

	"gopkg.in/yaml.v3"
)

// What the host has a flag for.
var flags = []string{"typescript", "tsconfig", "nodeargs"}

func main() {
	if err := startHost(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func startHost(engine []string) error {
	launcher, err := os.Executable()
	if err != nil {
		return err
	}
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	options, err := runtimeOptions(folder)
	if err != nil {
		return err
	}
	host := filepath.Join(filepath.Dir(launcher), "pulumi-nodejs-host")
	if runtime.GOOS != "windows" {
		return syscall.Exec(host, append(append([]string{host}, options...), engine...), os.Environ())
	}
	command := exec.Command(host+".exe", append(options, engine...)...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return command.Run()
}

// The runtime options of the project that a folder belongs to, as flags.
func runtimeOptions(folder string) ([]string, error) {
	file, err := projectFile(folder)
	if file == "" || err != nil {
		return nil, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	// The runtime is a name alone, or an object with the options below its name.
	var project struct{ Runtime yaml.Node }
	var withOptions struct{ Options map[string]any }
	if err := yaml.Unmarshal(text, &project); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	if project.Runtime.Kind != yaml.MappingNode {
		return nil, nil
	}
	if err := project.Runtime.Decode(&withOptions); err != nil {
		return nil, fmt.Errorf("reading the runtime options of %s: %w", file, err)
	}
	var options []string
	for _, name := range flags {
		if value, isSet := withOptions.Options[name]; isSet {
			options = append(options, fmt.Sprintf("-%s=%v", name, value))
		}
	}
	return options, nil
}

// Pulumi.yaml of this folder or of the nearest one above that has one, or nothing.
func projectFile(folder string) (string, error) {
	for _, name := range []string{"Pulumi.yaml", "Pulumi.yml"} {
		file := filepath.Join(folder, name)
		if _, err := os.Stat(file); err == nil {
			return file, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if parent := filepath.Dir(folder); parent != folder {
		return projectFile(parent)
	}
	return "", nil
}
