// A worker that counts words: leases jobs of kind words.count, and keeps each lease while it works.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

const kind, queue, leaseFor, heartbeat = "words.count", "words", "PT30S", 10 * time.Second

type object map[string]any
type lease struct {
	Token string
	Job   struct {
		ID    string
		Input map[string]string
	}
}

// Asks until the service can be reached: what a worker says of an attempt may be repeated. A 409 says that the lease is not ours any more.
func call(method, url string, body object, answer any) {
	for data, _ := json.Marshal(body); ; time.Sleep(time.Second) {
		request, _ := http.NewRequest(method, url, bytes.NewReader(data))
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			err = json.NewDecoder(response.Body).Decode(answer)
			response.Body.Close()
			if status := response.StatusCode; (err == nil || err == io.EOF) && status < 300 || status == http.StatusConflict {
				return
			} else if status >= 400 && status != http.StatusServiceUnavailable {
				panic(fmt.Sprint(method, " ", url, ": ", response.Status))
			}
		}
		fmt.Printf("%s: no answer (%v); again in a second\n", url, err)
	}
}

func run(job, token, text string) {
	work, done := context.WithCancel(context.Background())
	defer done()
	go func() {
		for time.Sleep(heartbeat); work.Err() == nil; time.Sleep(heartbeat) {
			call("POST", job+"/heartbeat", object{"token": token}, &object{})
		}
	}()
	call("POST", job+"/complete", object{"token": token, "result": object{"words": len(strings.Fields(text))}}, &object{})
}

func main() {
	url := "http://127.0.0.1:5000"
	if set := os.Getenv("ORLEANSJOBS_URL"); set != "" {
		url = set
	}
	http.DefaultClient.Timeout = time.Minute
	stop, _ := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	call("PUT", url+"/kinds/"+kind, object{"queue": queue, "inputSchema": object{"type": "object", "properties": object{"text": object{"type": "string"}}, "required": []string{"text"}}}, &object{})
	fmt.Println("waits for jobs")
	for stop.Err() == nil {
		var leased struct{ Jobs []lease }
		call("POST", url+"/queues/"+queue+"/lease", object{"kinds": []string{kind}, "worker": fmt.Sprint("go-", os.Getpid()), "wait": "PT5S", "leaseFor": leaseFor}, &leased)
		for _, each := range leased.Jobs {
			if job := url + "/jobs/" + each.Job.ID; stop.Err() == nil {
				run(job, each.Token, each.Job.Input["text"])
			} else {
				call("POST", job+"/release", object{"token": each.Token}, &object{})
			}
		}
	}
}
