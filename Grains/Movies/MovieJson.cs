using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Movies;

/// <summary>Generated readers and writers of the inputs and results of imports.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MovieImportInput))]
[JsonSerializable(typeof(MovieImportResult))]
internal sealed partial class MovieJson : JsonSerializerContext;
