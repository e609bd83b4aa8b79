using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Workers;

/// <summary>Says what is wrong with a kind that is to be registered. Pure.</summary>
public static class OutsideKindRules
{
    /// <summary>All faults; none if it is valid.</summary>
    public static ImmutableArray<FieldError> Check(OutsideKind kind, LimitOptions limits, DateTimeOffset now)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (kind.Name.Length > limits.Name || !QueueName.IsPossible(kind.Name))
            Add("kind", $"must have 1 to {limits.Name} characters: only letters a-z and A-Z, digits, dot, underscore and hyphen, and not \".\" or \"..\"");

        // Whatever a job of the kind may not say, the kind may not say for all of them.
        errors.AddRange(JobSpecRules.Check(new JobSpec { Kind = kind.Name, Queue = kind.Queue, Timeout = kind.Timeout, Retry = kind.Retry }, limits, now));
        if (kind.InputSchema is { } schema)
        {
            if (schema.Utf8.Length > limits.InputSchema) Add("inputSchema", $"is larger than {limits.InputSchema} bytes");
            else if (WorkerKind.FaultOf(schema) is { } fault) Add("inputSchema", fault);
        }

        return errors.ToImmutable();

        void Add(string field, string message) => errors.Add(new FieldError { Field = field, Message = message });
    }
}
