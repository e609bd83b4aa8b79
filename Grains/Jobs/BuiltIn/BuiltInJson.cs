using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Generated readers and writers of the built-in kinds' inputs and results.</summary>
[JsonSerializable(typeof(NoInput))]
[JsonSerializable(typeof(DurationInput))]
[JsonSerializable(typeof(FailInput))]
[JsonSerializable(typeof(string))]
internal sealed partial class BuiltInJson : JsonSerializerContext;
