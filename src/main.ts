console.log('PR Status Monitor');
