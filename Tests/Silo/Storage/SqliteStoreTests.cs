namespace OrleansJobs.Tests.Silo.Storage;

public sealed class SqliteStoreTests() : StoreContract(new SqliteTestStore());
