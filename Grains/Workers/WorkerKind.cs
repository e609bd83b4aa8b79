extern alias JsonSchemaNet;

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JsonSchemaNet::Json.Schema;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Workers;

/// <summary>A kind of job that workers outside run: its input is checked against the schema with which it is registered.</summary>
internal sealed class WorkerKind(OutsideKind kind) : JobKind(kind.Name, OptionsOf(kind))
{
    // Of a hundred faults the first few tell enough.
    private const int FaultsNamed = 5;

    private static readonly Json Anything = Json.Parse("true");

    // Read at first use, so that one that cannot be used keeps nobody from the other kinds.
    private readonly Lazy<JsonSchema>? _schema = kind.InputSchema is { } schema ? new Lazy<JsonSchema>(() => SchemaOf(schema)) : null;

    /// <summary>The kind as it is registered.</summary>
    public OutsideKind Registered => kind;

    public override KindDescription Description { get; } = new()
    {
        Name = kind.Name,
        Queue = kind.Queue,
        Timeout = kind.Timeout,
        Retry = kind.Retry,
        Input = kind.InputSchema ?? Anything,
        Result = Anything,
        Outside = true,
    };

    public override string? Check(Json? input)
    {
        if (_schema is null) return null;
        using var document = JsonDocument.Parse((input ?? Json.Null).Utf8.AsMemory());
        EvaluationResults found;
        try
        {
            found = _schema.Value.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        }
        catch (RegexMatchTimeoutException)
        {
            return $"does not fit kind {Name}: a pattern of its schema takes too long with it";
        }

        return found.IsValid ? null : $"does not fit kind {Name}: {string.Join("; ", FaultsOf(found).Distinct().Take(FaultsNamed))}";
    }

    public override Task<Json?> Run(IServiceProvider services, Json? input, JobContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Jobs of kind {Name} are run by workers outside.");

    /// <summary>What is wrong with a text as a schema; null if nothing is.</summary>
    public static string? FaultOf(Json schema)
    {
        try
        {
            using var document = JsonDocument.Parse(schema.Utf8.AsMemory());
            if (!MetaSchemas.Draft202012.Evaluate(document.RootElement).IsValid) return "is no JSON Schema (2020-12)";
            if (SchemaRules.FaultOf(schema, PatternTimeout.IsSet) is { } fault) return fault;
            SchemaOf(schema).Evaluate(document.RootElement);
            return null;
        }
        catch (Exception error)
        {
            // Whatever the library finds wrong, such as a reference to nothing, it throws in its own ways.
            return $"cannot be used as a JSON Schema: {error.Message}";
        }
    }

    private static JsonSchema SchemaOf(Json schema) => JsonSchema.FromText(Encoding.UTF8.GetString(schema.Utf8.AsSpan()));

    private static IEnumerable<string> FaultsOf(EvaluationResults found) => (found.Details ?? [])
        .Where(detail => !detail.IsValid && detail.Errors is not null)
        .SelectMany(detail => detail.Errors!.Values.Select(error => $"{(detail.InstanceLocation.ToString() is { Length: > 0 } at ? at : "it")}: {error}"));

    private static JobKindOptions OptionsOf(OutsideKind kind) => new() { Queue = kind.Queue, Timeout = kind.Timeout, Retry = kind.Retry, Outside = true };
}
