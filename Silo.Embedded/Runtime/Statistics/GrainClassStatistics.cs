namespace OrleansJobs.Silo.Embedded;

/// <summary>Figures of one grain class.</summary>
/// <param name="GrainType">The class's name in ids, for example <c>job</c>.</param>
/// <param name="ClassName">Full name of the class.</param>
/// <param name="Activations">Present number of activations.</param>
/// <param name="Methods">The methods called so far, timer ticks among them, in order of name.</param>
public sealed record GrainClassStatistics(
    string GrainType, string ClassName, int Activations, IReadOnlyList<GrainMethodStatistics> Methods);
