// Submits a text to be counted, waits for the end, and prints the result.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

type job struct {
	ID, State string
	Result    struct{ Words int }
}

func read(response *http.Response, err error) (answer job) {
	if err == nil {
		defer response.Body.Close()
		err = json.NewDecoder(response.Body).Decode(&answer)
	}
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("refused: %s", response.Status)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return answer
}

func main() {
	url := "http://127.0.0.1:5000"
	if set := os.Getenv("ORLEANSJOBS_URL"); set != "" {
		url = set
	}
	body, _ := json.Marshal(map[string]any{"kind": "words.count", "input": map[string]any{"text": os.Args[1]}})
	submitted := read(http.Post(url+"/jobs", "application/json", bytes.NewReader(body)))
	for submitted.State != "succeeded" && submitted.State != "failed" && submitted.State != "cancelled" {
		submitted = read(http.Get(url + "/jobs/" + submitted.ID + "?wait=30s"))
	}
	if submitted.State == "succeeded" {
		fmt.Println(submitted.Result.Words)
	} else {
		fmt.Println(submitted.State)
	}
}
