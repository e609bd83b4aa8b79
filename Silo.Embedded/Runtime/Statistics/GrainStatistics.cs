namespace OrleansJobs.Silo.Embedded;

/// <inheritdoc cref="IGrainStatistics"/>
internal sealed class GrainStatistics(SiloCore silo) : IGrainStatistics
{
    public IReadOnlyList<GrainClassStatistics> Snapshot() => [.. silo.Classes.All.Select(OfClass)];

    private static GrainClassStatistics OfClass(GrainClass c) =>
        new(c.Type.ToString(), c.Class.FullName!, c.Activations, [.. c.CalledMethods.Select(OfMethod)]);

    private static GrainMethodStatistics OfMethod(GrainClassMethod m)
    {
        var (calls, failures, total, longest) = m.Counters.Read();
        return new(m.Method.InterfaceName, m.Method.InterfaceMethod.Name, calls, failures, total, longest);
    }
}
