using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test that has a PostgreSQL server of its own; where none is installed, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlServerFactAttribute : FactAttribute
{
    internal const string Missing = "Left out: a PostgreSQL server of its own. It needs Debian's package postgresql; ./test.sh as root installs it.";

    public PostgreSqlServerFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled) Skip = Missing;
    }
}

/// <summary>The same, of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlServerTheoryAttribute : TheoryAttribute
{
    public PostgreSqlServerTheoryAttribute()
    {
        if (!PostgreSqlServer.IsInstalled) Skip = PostgreSqlServerFactAttribute.Missing;
    }
}
