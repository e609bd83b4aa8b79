using System.Text.Json.Serialization;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Generated readers and writers of the built-in kinds' inputs and results.</summary>
[JsonSerializable(typeof(NoInput))]
[JsonSerializable(typeof(DurationInput))]
[JsonSerializable(typeof(FailInput))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JobActionInput))]
[JsonSerializable(typeof(JobActionResult))]
[JsonSerializable(typeof(ActionWalk))]
[JsonSerializable(typeof(JobCount))]
internal sealed partial class BuiltInJson : JsonSerializerContext;
