namespace OrleansJobs.Grains.Schedules;

/// <summary>The table of schedules.</summary>
public interface IScheduleStore
{
    /// <summary>The schedule, or null if there is none of this name.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<ScheduleRecord?> Read(string name, CancellationToken cancellationToken);

    /// <summary>Puts <paramref name="after"/> in the place of <paramref name="before"/>; null is no schedule. Complete when it is on disk.</summary>
    /// <returns>False, and nothing is written, if what there is has not the stamp of <paramref name="before"/>.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<bool> Write(ScheduleRecord? before, ScheduleRecord? after);

    /// <summary>At most <paramref name="limit"/> schedules after a name, by name.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<ScheduleRecord>> List(string after, int limit, CancellationToken cancellationToken);

    /// <summary>The names of the schedules that a program declared, and none has undeclared.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<string>> ListDeclared(CancellationToken cancellationToken);

    /// <summary>The schedules that have something to do up to this time, and when, the earliest first; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<DueSchedule>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellationToken);
}
