using System.Text.Json;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>What was asked for of a batch as the text of its row: JSON, and the inputs of its callbacks in a line each before it if any is sealed.</summary>
internal static class BatchText
{
    private static readonly string[] Callbacks = ["onCompleted", "onSucceeded", "onFailed"];

    /// <summary>Inputs that it has.</summary>
    public static int Inputs => Callbacks.Length;

    public static string Of(Guid id, BatchSpec spec, RowSealing sealing)
    {
        Json?[] stored = [.. InputsOf(spec).Zip(Callbacks, (input, callback) => sealing.Seal(input, PlaceOf(id, callback)))];
        return stored.Any(SealedJson.Is) ? SealedLines.Join(stored, JsonOf(With(spec, [null, null, null]))) : JsonOf(spec);
    }

    public static BatchSpec Read(Guid id, string text, RowSealing sealing) => SealedLines.Split(text, Inputs) is var (inputs, json)
        ? With(SpecOf(json), [.. inputs.Zip(Callbacks, (input, callback) => sealing.Open(input, PlaceOf(id, callback)))])
        : SpecOf(text);

    /// <summary>The inputs of its callbacks.</summary>
    public static Json?[] InputsOf(BatchSpec spec) => [spec.OnCompleted?.Input, spec.OnSucceeded?.Input, spec.OnFailed?.Input];

    private static string PlaceOf(Guid id, string callback) => $"batch:{id:N}:{callback}";

    private static BatchSpec With(BatchSpec spec, Json?[] inputs) => spec with
    {
        OnCompleted = With(spec.OnCompleted, inputs[0]),
        OnSucceeded = With(spec.OnSucceeded, inputs[1]),
        OnFailed = With(spec.OnFailed, inputs[2]),
    };

    private static JobSpec? With(JobSpec? job, Json? input) => job is null ? null : job with { Input = input };

    private static string JsonOf(BatchSpec spec) => JsonSerializer.Serialize(spec, StorageJson.Default.BatchSpec);

    private static BatchSpec SpecOf(string json) => JsonSerializer.Deserialize(json, StorageJson.Default.BatchSpec)!;
}
