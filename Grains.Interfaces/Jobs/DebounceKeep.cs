namespace OrleansJobs.Jobs;

/// <summary>What a job becomes when a later submit of its debounce key comes while it waits.</summary>
public enum DebounceKeep
{
    /// <summary>What the last submit asks for.</summary>
    Last,

    /// <summary>It stays as it is, but for its time to run.</summary>
    First,
}
