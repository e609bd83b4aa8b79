using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>A test with a disk that can be full; where none can be mounted, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "Left out: a full disk. It mounts a small file system in memory, which takes root on Linux.";
    }
}
