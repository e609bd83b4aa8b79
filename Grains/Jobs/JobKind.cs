using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>A registered kind of job: its name, its options, and its handler behind JSON.</summary>
public abstract class JobKind
{
    private protected JobKind(string name, JobKindOptions options)
    {
        Name = name;
        Options = options;
    }

    /// <summary>The name that jobs give.</summary>
    public string Name { get; }

    /// <summary>What holds for all jobs of this kind.</summary>
    public JobKindOptions Options { get; }

    /// <summary>What runs its jobs here; null: nothing.</summary>
    internal virtual Type? Handler => null;

    /// <summary>The kind for those who submit jobs of it.</summary>
    public abstract KindDescription Description { get; }

    /// <summary>Says what is wrong with an input of this kind; null if nothing is.</summary>
    public abstract string? Check(Json? input);

    /// <summary>Runs one attempt with a handler made from <paramref name="services"/>.</summary>
    /// <exception cref="NonRetryableException">The input does not fit.</exception>
    public abstract Task<Json?> Run(IServiceProvider services, Json? input, JobContext context, CancellationToken cancellationToken);
}

/// <inheritdoc/>
/// <typeparam name="THandler">The handler.</typeparam>
/// <typeparam name="TInput">What it takes.</typeparam>
/// <typeparam name="TResult">What it answers.</typeparam>
internal sealed class JobKind<THandler, TInput, TResult>(string name, JobKindOptions options, JsonSerializerOptions json)
    : JobKind(name, options)
    where THandler : class, IJobHandler<TInput, TResult>
{
    private static readonly ObjectFactory<THandler> Make = ActivatorUtilities.CreateFactory<THandler>([]);

    // Looked up at first use, so that a kind that is never used costs nothing at start.
    private readonly Lazy<JsonTypeInfo<TInput>> _input = new(() => (JsonTypeInfo<TInput>)json.GetTypeInfo(typeof(TInput)));
    private readonly Lazy<JsonTypeInfo<TResult>> _result = new(() => (JsonTypeInfo<TResult>)json.GetTypeInfo(typeof(TResult)));

    private readonly Lazy<KindDescription> _description = new(() => new KindDescription
    {
        Name = name,
        Queue = options.Queue,
        Timeout = options.Timeout,
        Retry = options.Retry,
        Numbered = options.Numbered,
        Input = KindSchema.OfInput(typeof(TInput), json),
        Result = KindSchema.OfResult(typeof(TResult), json),
    });

    internal override Type Handler => typeof(THandler);

    public override KindDescription Description => _description.Value;

    public override string? Check(Json? input)
    {
        try
        {
            Read(input);
            return null;
        }
        catch (JsonException e)
        {
            return Misfit(e);
        }
    }

    public override async Task<Json?> Run(
        IServiceProvider services, Json? input, JobContext context, CancellationToken cancellationToken)
    {
        TInput read;
        try
        {
            read = Read(input);
        }
        catch (JsonException e)
        {
            throw new NonRetryableException(Misfit(e), e);
        }

        var result = await Make(services, []).RunAsync(read, context, cancellationToken);
        return result is null ? null : Json.From(JsonSerializer.SerializeToUtf8Bytes(result, _result.Value));
    }

    private string Misfit(JsonException e) => $"does not fit kind {Name}: {InputFault.Explain(e, Description.Input)}";

    private TInput Read(Json? input)
    {
        var read = JsonSerializer.Deserialize(input is null ? Absent(_input.Value) : input.Utf8.AsSpan(), _input.Value);
        return read ?? throw new JsonException("null is not allowed.");
    }

    // No input is one without members, so that a kind whose members are all optional needs none, and another names what it misses.
    private static ReadOnlySpan<byte> Absent(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object ? "{}"u8 : "null"u8;
}
