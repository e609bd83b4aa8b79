using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test that stops and starts a PostgreSQL server of its own; where none is installed, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlServerFactAttribute : FactAttribute
{
    public PostgreSqlServerFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled) Skip = "Left out: a PostgreSQL server that fails. It needs Debian's package postgresql; ./test.sh as root installs it.";
    }
}
