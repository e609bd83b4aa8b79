namespace OrleansJobs.Grains.Jobs;

/// <summary>The input of kinds that need none: null, or an object without members.</summary>
public sealed record NoInput;
