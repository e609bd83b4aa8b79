using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>A test that runs a program of the machine; where there is none of the name, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!directories.Any(directory => File.Exists(Path.Combine(directory, program)))) Skip = $"Left out: a sample. There is no {program} in PATH.";
    }
}
