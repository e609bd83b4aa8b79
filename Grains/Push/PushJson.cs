using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Push;

/// <summary>Generated readers and writers of what requests put into jobs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HttpInput))]
[JsonSerializable(typeof(HttpResult))]
[JsonSerializable(typeof(WebhookInput))]
[JsonSerializable(typeof(WebhookResult))]
internal sealed partial class PushJson : JsonSerializerContext;
