namespace Orleans.Runtime;

/// <summary>How many activations of a grain class there are. A subset of Orleans' members.</summary>
[GenerateSerializer]
public sealed class SimpleGrainStatistic
{
    /// <summary>The class as <c>Full.Name,Assembly</c>.</summary>
    [Id(0)]
    public string GrainType { get; init; } = null!;

    [Id(2)]
    public int ActivationCount { get; init; }

    public override string ToString() => $"{GrainType}: {ActivationCount}";
}
