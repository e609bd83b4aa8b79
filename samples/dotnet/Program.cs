// A worker that counts the words of texts, and a submitter: "worker", or "submit" and a text.
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Client;

const string Kind = "words.count";
const string Queue = "words";

using var client = new OrleansJobsClient(new Uri(Environment.GetEnvironmentVariable("ORLEANSJOBS_URL") ?? "http://127.0.0.1:5000"));
switch (args)
{
    case ["worker"]:
        await Work();
        return 0;
    case ["submit", var text]:
        Console.WriteLine(await Submit(text));
        return 0;
    default:
        Console.Error.WriteLine("Say \"worker\", or \"submit\" and a text.");
        return 2;
}

async Task Work()
{
    var schema = JsonElement.Parse("""{"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}""");
    await client.Kinds.Put(Kind, new KindSpec { Queue = Queue, InputSchema = schema });

    using var stop = new CancellationTokenSource();
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    var options = new JobWorkerOptions { Concurrency = 8 };
    var worker = new JobWorker(client, Queue, options).Handle(Kind, Count, WordsJson.Default.Counted);
    Console.WriteLine($"{options.Name} waits for jobs");
    await worker.Run(stop.Token);

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

static async Task<Counted> Count(LeasedJob job, CancellationToken stop)
{
    var text = job.ReadInput(WordsJson.Default.Text).Value;

    // What a step gave is stored: an attempt after a crash goes on behind it.
    var words = await job.Step("split", () => Task.FromResult(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)), WordsJson.Default.StringArray);
    job.Progress(0.5, "split");
    job.Log($"There are {words.Length} words.");
    return new Counted(words.Length);
}

async Task<int> Submit(string text)
{
    var job = await client.Jobs.Submit(new JobSpec(Kind).WithInput(new Text(text), WordsJson.Default.Text));
    return (await client.Jobs.Result(job.Id, WordsJson.Default.Counted))!.Words;
}

internal sealed record Text([property: JsonPropertyName("text")] string Value);

internal sealed record Counted(int Words);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Text))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class WordsJson : JsonSerializerContext;
