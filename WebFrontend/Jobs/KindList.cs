namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The registered kinds of job.</summary>
/// <param name="Kinds">The kinds, by name.</param>
public sealed record KindList(ImmutableArray<KindDescription> Kinds);
