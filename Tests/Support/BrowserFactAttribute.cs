using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test that looks at a page in Chromium; without it, the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Path is null) Skip = "Left out: pages in a browser. It needs Chromium (Debian's package chromium); ./test.sh as root installs it.";
    }
}
