using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>What is done to each of many jobs.</summary>
[JsonConverter(typeof(CamelCaseConverter<JobAction>))]
public enum JobAction
{
    /// <summary>Jobs that have not ended are cancelled.</summary>
    Cancel,

    /// <summary>Jobs that have ended run again.</summary>
    Retry,

    /// <summary>Jobs that have ended are forgotten.</summary>
    Delete,
}
