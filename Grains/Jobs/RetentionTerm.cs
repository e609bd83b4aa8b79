namespace OrleansJobs.Grains.Jobs;

/// <summary>How long some of the ended jobs are kept; what is null is as for all others.</summary>
public class RetentionTerm
{
    /// <summary>How long they keep input and result.</summary>
    public TimeSpan? Payload { get; set; }

    /// <summary>How long the rest is kept.</summary>
    public TimeSpan? Row { get; set; }
}

/// <summary>How long ended jobs of one kind are kept.</summary>
public sealed class KindRetention : RetentionTerm
{
    /// <summary>Of those that succeeded.</summary>
    public RetentionTerm Succeeded { get; set; } = new();

    /// <summary>Of those that failed.</summary>
    public RetentionTerm Failed { get; set; } = new();

    /// <summary>Of those that were cancelled.</summary>
    public RetentionTerm Cancelled { get; set; } = new();
}
