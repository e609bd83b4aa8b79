using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test that has the OpenAPI document judged by a linter of npm; where ./test.sh did not install it, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinterFactAttribute : FactAttribute
{
    public LinterFactAttribute()
    {
        if (Linter is null) Skip = "Left out: a linter of OpenAPI documents. ./test.sh installs it where npm is; ORLEANSJOBS_TEST_REDOCLY names it.";
    }

    /// <summary>The program; null if there is none.</summary>
    public static string? Linter => Environment.GetEnvironmentVariable("ORLEANSJOBS_TEST_REDOCLY") is { Length: > 0 } path ? path : null;
}
